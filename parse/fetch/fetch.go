// Package fetch gets documents from the web, and nothing that a person would
// not want fetched.
//
// It is the only user of net/http in the program. store/refresh and the
// command that adds a subscription call it; cmd fills its Options. It knows
// neither feeds nor pages: what it hands out are bytes, bounded and
// decompressed, in whatever charset they came (parse/charset reads that). It
// remembers nothing between two requests but open connections: validators,
// waits and moves are told to the caller, who keeps them. There are no cookies.
//
// What binds every request:
//
//   - One at a time for each host, where a host is a name with its port (two
//     ports are two servers), and Options.Total over all. Hosts take turns;
//     within one, first come, first served. A request counts from its start
//     to the end of its body.
//   - At most 10 redirects, none of them in a circle, none to a file, and none
//     from https to http once a password was sent. Passwords go to the server
//     that the request names and to its https side, nowhere else.
//   - Addresses of this machine and of private networks are refused when they
//     are connected to, so that no name can hide them, unless the person
//     typed the very host and port. Behind a proxy, which looks names up
//     itself, numeric addresses and names that are local by convention are
//     refused.
//   - Sizes are of decompressed bodies, in bytes. What is larger is an error,
//     never cut.
//   - Every phase has its time, see Timeouts.
//
// Every error, also from reading a body, is an *Error and one sentence for
// people. It holds no user name, no password and no raw text of a server.
// A Fetcher is safe for concurrent use, a Response is not.
package fetch

import (
	"context"
	"crypto/x509"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"time"
)

// Options are what a Fetcher gets from outside. The zero value of each field
// but Now has a meaning.
type Options struct {
	UserAgent string           // "" says "newsreader"
	Now       func() time.Time // required
	Roots     *x509.CertPool   // whose certificates are trusted; nil: the system's

	// Proxy returns the proxy for a request, nil for none. A nil Proxy means
	// none for all.
	Proxy func(*http.Request) (*url.URL, error)

	// Auth returns the name and password for an address. It is asked for the
	// server that a Request names, never for one that a redirect leads to.
	Auth func(u *url.URL) (user, password string, ok bool)

	// Open opens the file of a file: address, whose path has slashes. It must
	// not wait for a writer as a pipe does. Nil refuses all files.
	Open func(path string) (fs.File, error)

	MaxBytes int64 // of a body, decompressed; 0 means 64 MiB
	Total    int   // requests under way at once; 0 means 16
	Timeouts Timeouts
}

// Timeouts bound the phases of a request. Waiting for its turn is not counted.
type Timeouts struct {
	Connect time.Duration // looking up the name and connecting; 0 means 10 s
	TLS     time.Duration // the handshake; 0 means 10 s
	Header  time.Duration // from the request to the end of the header; 0 means 20 s
	Idle    time.Duration // one read of the body; 0 means 15 s
	Whole   time.Duration // all hops and the body, while the caller reads too; 0 means 2 min
}

// Request is what to fetch.
type Request struct {
	// URL is http, https or, if Typed, file. A name and password in it are
	// used and never shown.
	URL string

	// ETag and LastModified are those of the Response that the caller still
	// has, as they came; "" asks without condition.
	ETag, LastModified string

	// Typed says that the person typed URL, so that its host may be private.
	Typed bool

	Accept string // "" prefers feeds and takes all
}

// Response is an answer that can be used. Its texts are clean; its URLs have
// neither name and password nor fragment.
type Response struct {
	Status int // 2xx or 304; 200 for files

	// Body must be closed. The host's turn lasts until it was read to its end
	// or closed; Timeouts.Whole ends what was forgotten. Body is nil if
	// NotModified, and empty if the server sent nothing, as with status 204.
	Body io.ReadCloser

	URL   string // where it was found in the end
	Moved string // the same, if it is another and every hop was permanent (301, 308)

	ContentType, ETag, LastModified string

	NotModified bool          // the caller's copy is current; ETag and LastModified are for it
	MaxAge      time.Duration // how long the server says it stays current, at most a day; 0 unknown
}

const defaultAccept = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, " +
	"application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.9, text/html;q=0.8, application/xhtml+xml;q=0.8, */*;q=0.5"

// Fetcher fetches.
type Fetcher struct {
	o        Options
	queue    *queue
	doors    doors
	decoders decoders
}

// New returns a Fetcher. It connects to nothing yet.
func New(o Options) *Fetcher { return build(o, private) }

// build is New with another judgement of addresses, since tests have no hosts
// but this one.
func build(o Options, private judge) *Fetcher {
	o = o.withDefaults()
	return &Fetcher{o: o, queue: newQueue(o.Total), doors: newDoors(o, private)}
}

func (o Options) withDefaults() Options {
	if !sendable(o.UserAgent) {
		o.UserAgent = "newsreader"
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = 64 << 20
	}
	if o.Total <= 0 {
		o.Total = 16
	}
	t := &o.Timeouts
	for _, d := range []struct {
		given *time.Duration
		or    time.Duration
	}{
		{&t.Connect, 10 * time.Second},
		{&t.TLS, 10 * time.Second},
		{&t.Header, 20 * time.Second},
		{&t.Idle, 15 * time.Second},
		{&t.Whole, 2 * time.Minute},
	} {
		if *d.given <= 0 {
			*d.given = d.or
		}
	}
	return o
}

// Get fetches what r asks for. It returns when the header of the last answer
// is there; the body arrives while it is read. ctx ends both. Anything but an
// answer with a usable body or the news that nothing changed is an *Error.
func (f *Fetcher) Get(ctx context.Context, r Request) (*Response, error) {
	u, user, err := address(r.URL)
	if err != nil {
		return nil, err
	}
	if u.Scheme == "file" {
		return f.file(u, r)
	}
	return f.visit(ctx, r, u, user)
}

// CloseIdle closes the connections that wait for another request. They close
// by themselves after half a minute.
func (f *Fetcher) CloseIdle() { f.doors.closeIdle() }
