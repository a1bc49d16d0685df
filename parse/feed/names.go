package feed

// namespaces maps addresses of namespaces, in lower case without slash at
// the end, to the prefixes under which this package knows them. RSS and Atom
// have none: feeds mix their elements, with prefixes and without, and they
// never mean different things by the same name.
var namespaces = map[string]string{
	"http://www.w3.org/2005/atom":                 "",
	"https://www.w3.org/2005/atom":                "",
	"http://purl.org/atom/ns#":                    "",
	"http://purl.org/atom/ns":                     "",
	"http://purl.org/rss/1.0":                     "",
	"http://purl.org/rss/1.0/modules/rss091#":     "",
	"http://my.netscape.com/rdf/simple/0.9":       "",
	"http://channel.netscape.com/rdf/simple/0.9":  "",
	"http://purl.org/net/rss1.1#":                 "",
	"http://backend.userland.com/rss":             "",
	"http://backend.userland.com/rss2":            "",
	"http://backend.userland.com/rss091":          "",
	"http://backend.userland.com/rss092":          "",
	"http://blogs.law.harvard.edu/tech/rss":       "",
	"http://cyber.law.harvard.edu/rss":            "",
	"http://example.com/newformat#":               "",
	"http://example.com/necho":                    "",
	"http://purl.org/echo":                        "",
	"http://purl.org/pie":                         "",
	"uri/of/echo/namespace#":                      "",
	"http://www.w3.org/1999/xhtml":                "xhtml",
	"http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
	"http://www.w3.org/xml/1998/namespace":        "xml",
	"http://purl.org/rss/1.0/modules/content":     "content",
	"http://purl.org/dc/elements/1.0":             "dc",
	"http://purl.org/dc/elements/1.1":             "dc",
	"http://purl.org/dc/terms":                    "dcterms",
	"http://search.yahoo.com/mrss":                "media",
	"https://search.yahoo.com/mrss":               "media",
	"http://www.rssboard.org/media-rss":           "media",
	"http://www.itunes.com/dtds/podcast-1.0.dtd":  "itunes",
	"http://www.itunes.com/dtds/podcast-1.0.dtd#": "itunes",
	"http://example.com/dtds/podcast-1.0.dtd":     "itunes",
	"http://purl.org/rss/1.0/modules/syndication": "sy",
	"http://purl.org/syndication/thread/1.0":      "thr",
	"http://rssnamespace.org/feedburner/ext/1.0":  "feedburner",
	"http://purl.org/syndication/history/1.0":     "fh",
	"http://www.w3.org/2000/svg":                  "svg",
	"http://www.w3.org/1998/math/mathml":          "math",
}

// containers hold fields and entries; they are never built as trees.
var containers = wordSet("rss rdf:rdf rdf channel feed items rss:rss rdf:seq")

// constructs are the elements that hold text which may be marked up.
var constructs = wordSet(`
	title subtitle tagline summary content description abstract info rights copyright
	dc:title dc:description dc:rights content:encoded xhtml:body body fullitem
	media:title media:description itunes:title itunes:subtitle itunes:summary feedburner:browserfriendly`)

// fields are elements of entries whose names HTML does not know.
var fields = wordSet(`
	guid pubdate category enclosure comments description author managingeditor lastbuilddate docs generator ttl
	content:encoded dc:creator dc:date dc:subject dc:title dc:description media:content media:thumbnail media:group
	media:title media:description media:keywords itunes:author itunes:summary itunes:subtitle itunes:duration
	itunes:explicit itunes:image itunes:keywords
	published updated issued modified created id atom:link feedburner:origlink slash:comments wfw:commentrss`)
