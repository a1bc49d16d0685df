package fetch

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"
)

// explain makes the sentence for what stopped a request. What net/http says
// may quote the server, which may quote the password it was sent; so only
// errors of known kinds are kept.
func (v *visit) explain(err error) *Error {
	if ended := cause(v.ctx); ended != nil && !errors.Is(err, ErrTooLarge) {
		err = ended
	}
	host := shown(v.at)
	switch {
	case err == errWhole, err == errIdle:
		return v.late(err, host)
	case v.ctx.Err() != nil:
		return v.lost(v.ctx.Err(), "the request to "+host+" was cancelled")
	case errors.Is(err, ErrPrivate):
		return v.fail(ErrPrivate, v.privateText(host))
	case errors.Is(err, ErrTooLarge):
		return v.fail(ErrTooLarge, "the answer of "+host+" is larger than "+size(v.f.o.MaxBytes))
	case errors.Is(err, ErrEncoding):
		return v.fail(ErrEncoding, "the answer of "+host+" cannot be decompressed")
	case errors.Is(err, errProxy):
		return v.fail(errProxy, errProxy.Error())
	case errors.Is(err, errProxyRefused):
		return v.lost(errProxyRefused, "the proxy does not connect to "+host)
	case errors.Is(err, ErrClosed), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF),
		errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return v.lost(ErrClosed, host+" closed the connection early")
	}
	if e := v.connecting(err, host); e != nil {
		return e
	}
	if e := v.certificate(err, host); e != nil {
		return e
	}
	if errors.As(err, new(bodyError)) {
		return v.lost(ErrProtocol, "the answer of "+host+" broke off in a way that HTTP does not know")
	}
	return v.fail(ErrProtocol, host+" sent an answer that is not HTTP as we know it")
}

// lost is an error that may not come again.
func (v *visit) lost(err error, text string) *Error {
	e := v.fail(err, text)
	e.Temporary = true
	return e
}

func (v *visit) late(err error, host string) *Error {
	if err == errIdle {
		return v.lost(ErrTimeout, host+" sent nothing more for "+span(v.f.o.Timeouts.Idle))
	}
	return v.lost(ErrTimeout, host+" did not finish within "+span(v.f.o.Timeouts.Whole))
}

func (v *visit) privateText(host string) string {
	const why = " is inside of a private network, where only an address that you typed may lead"
	if v.at != v.asked {
		return shown(v.asked) + " redirected to " + v.at.Scheme + "://" + host + ", which" + why
	}
	return host + why
}

// connecting explains errors of looking up and of connecting, nil for others.
func (v *visit) connecting(err error, host string) *Error {
	var lookup *net.DNSError
	var op *net.OpError
	isOp := errors.As(err, &op)
	if isOp && (op.Op == "proxyconnect" || op.Op == "socks connect") {
		host = "the proxy"
	}
	switch {
	case errors.As(err, &lookup) && lookup.IsNotFound:
		return v.lost(lookup, host+" could not be found")
	case lookup != nil:
		return v.lost(lookup, host+" could not be looked up: no name server answered")
	case errors.Is(err, syscall.ECONNREFUSED):
		return v.lost(syscall.ECONNREFUSED, host+" refused the connection")
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.EADDRNOTAVAIL):
		return v.lost(syscall.ENETUNREACH, "there is no way to "+host+" in the network")
	}
	var timeout net.Error
	if !errors.As(err, &timeout) || !timeout.Timeout() {
		return nil
	}
	limit := v.f.o.Timeouts.Header
	switch {
	case isOp && op.Op == "dial":
		limit = v.f.o.Timeouts.Connect
	case strings.Contains(err.Error(), "TLS handshake"): // net/http exports no type for it
		limit = v.f.o.Timeouts.TLS
	}
	return v.lost(ErrTimeout, host+" did not answer within "+span(limit))
}

// certificate explains errors of TLS, nil for others.
func (v *visit) certificate(err error, host string) *Error {
	var invalid x509.CertificateInvalidError
	var wrongName x509.HostnameError
	var unknown x509.UnknownAuthorityError
	var alert tls.AlertError
	var record tls.RecordHeaderError
	broken := "the certificate of " + host + " is not valid"
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return v.fail(invalid, broken+" at this time")
	case errors.As(err, &wrongName):
		return v.fail(wrongName, broken+": it is for another name")
	case errors.As(err, &unknown):
		return v.fail(unknown, broken+": nobody that is trusted has signed it")
	case errors.As(err, new(*tls.CertificateVerificationError)):
		return v.fail(ErrProtocol, broken)
	case errors.As(err, &alert), errors.As(err, &record):
		return v.fail(ErrProtocol, host+" does not speak the encryption that https asks for")
	}
	return nil
}
