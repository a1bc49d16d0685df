package fetch

import "net/http"

// ask sends the request to the server of the hop.
func (v *visit) ask() (*http.Response, error) {
	request := (&http.Request{
		Method: http.MethodGet,
		URL:    v.at,
		Host:   v.at.Host,
		Header: v.header(),
		Proto:  "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}).WithContext(v.ctx)
	typed := v.r.Typed && server(v.at) == server(v.asked)
	door, request, err := v.f.doors.pick(request, v.f.o, typed)
	if err != nil {
		return nil, err
	}
	return door.RoundTrip(request)
}

func (v *visit) header() http.Header {
	h := http.Header{
		"User-Agent":      {v.f.o.UserAgent},
		"Accept":          {defaultAccept},
		"Accept-Encoding": {acceptEncoding},
	}
	for name, value := range map[string]string{
		"Accept":            v.r.Accept,
		"If-None-Match":     v.r.ETag,
		"If-Modified-Since": v.r.LastModified,
	} {
		if sendable(value) {
			h[name] = []string{value}
		}
	}
	v.authorise(h)
	return h
}

// authorise adds the password, if the hop is at the server that it is for. A
// password in the address beats the one from the settings.
func (v *visit) authorise(h http.Header) {
	if server(v.at) != server(v.asked) && !upgrade(v.asked, v.at) {
		return
	}
	name, password, ok := "", "", false
	if v.user != nil && v.user.String() != "" {
		name, ok = v.user.Username(), true
		password, _ = v.user.Password()
	} else if v.f.o.Auth != nil {
		u := *v.at
		name, password, ok = v.f.o.Auth(&u)
	}
	if ok {
		(&http.Request{Header: h}).SetBasicAuth(name, password)
		v.secret = true
	}
}
