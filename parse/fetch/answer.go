package fetch

import (
	"net/http"

	"newsreader/parse/clean"
)

// judge makes the response, or an error, of the last answer.
func (v *visit) judge(answer *http.Response) (*Response, error) {
	status := answer.StatusCode
	asked := sendable(v.r.ETag) || sendable(v.r.LastModified)
	switch {
	case status == http.StatusNotModified && asked:
		drain(answer.Body)
		v.end()
		return v.unchanged(answer), nil
	case status < 200 || status > 299 || status == http.StatusPartialContent:
		drain(answer.Body)
		return nil, v.stop(v.refused(answer))
	}
	body, err := newBody(v, answer)
	if err != nil {
		_ = answer.Body.Close() // the error says more
		return nil, v.stop(err)
	}
	return v.response(answer, body), nil
}

func (v *visit) response(answer *http.Response, body *body) *Response {
	r := &Response{
		Status:       answer.StatusCode,
		URL:          v.at.String(),
		ContentType:  clean.Line(kept(answer.Header, "Content-Type")),
		ETag:         etag(answer.Header),
		LastModified: kept(answer.Header, "Last-Modified"),
		MaxAge:       maxAge(answer.Header, v.f.o.Now()),
	}
	if body != nil {
		r.Body = body
	}
	if v.permanent && r.URL != v.asked.String() {
		r.Moved = r.URL
	}
	return r
}

// unchanged is the response of a 304. Validators that it does not repeat are
// those of the request.
func (v *visit) unchanged(answer *http.Response) *Response {
	r := v.response(answer, nil)
	r.NotModified = true
	if r.ETag == "" {
		r.ETag = v.r.ETag
	}
	if r.LastModified == "" {
		r.LastModified = v.r.LastModified
	}
	return r
}
