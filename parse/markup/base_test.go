package markup

import "net/url"

var base, _ = url.Parse("https://news.example/world/story")
