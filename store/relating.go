package store

import (
	"context"
	"math"
	"sync/atomic"

	"go.etcd.io/bbolt"

	"newsreader/store/index"
	"newsreader/store/related"
)

// catalogue answers what package related asks, for one article.
type catalogue struct {
	ctx      context.Context
	tx       *bbolt.Tx
	searcher *index.Searcher
	reader   *related.Reader

	self    uint32
	at      int64
	undated bool

	texts  map[uint32]*related.Text
	counts map[string]uint32 // of terms, in how many articles they are
	err    error             // what failed first
}

func newCatalogue(ctx context.Context, tx *bbolt.Tx, num uint32, r *row) (*catalogue, error) {
	segments, err := openSegments(tx)
	if err != nil {
		return nil, err
	}
	return &catalogue{ctx: ctx, tx: tx, searcher: searcher(segments),
		self: num, at: r.published.At.Unix(), undated: r.published.Basis == Imported,
		texts: map[uint32]*related.Text{}, counts: map[string]uint32{}}, nil
}

// fail keeps the first error; the answers are empty from then on.
func (l *catalogue) fail(err error) {
	if l.err == nil {
		l.err = err
	}
}

// Articles is part of related.Frequencies.
func (l *catalogue) Articles() uint32 { return l.searcher.Articles() }

// quickSample is sample where somebody waits for the answer. A segment is a
// stretch of time, in which what was news then is commoner than it is: with
// the largest one alone, related articles come out worse (P@1 of headlines
// .911 instead of .914 with all).
const quickSample = 4

// Frequencies is part of related.Frequencies.
func (l *catalogue) Frequencies(terms []string) []uint32 {
	var unknown []string
	for _, t := range terms {
		if _, ok := l.counts[t]; !ok {
			unknown = append(unknown, t)
		}
	}
	for i, n := range l.searcher.Frequencies(unknown, quickSample) {
		l.counts[unknown[i]] = n
	}
	out := make([]uint32, len(terms))
	for i, t := range terms {
		out[i] = l.counts[t]
	}
	return out
}

// Similar is part of related.Library.
func (l *catalogue) Similar(looks ...related.Look) [][]related.Like {
	asked := make([]index.Likeness, len(looks))
	for i, look := range looks {
		asked[i] = l.likeness(look)
	}
	lists := make([][]related.Like, len(looks))
	found, err := l.searcher.Similar(l.ctx, asked...)
	if err != nil {
		l.fail(err)
		return lists
	}
	stories := ofWriter{bucket: l.tx.Bucket(bucketStoryOf)}
	for i := range found {
		for _, a := range found[i] {
			lists[i] = append(lists[i], related.Like{Num: a.Num, Story: uint32(stories.get(a.Num)), Time: a.Time, Undated: a.Undated,
				Likeness: float64(a.Likeness), Score: float64(a.Score)})
		}
	}
	return lists
}

// likeness puts a look as the index takes it.
func (l *catalogue) likeness(look related.Look) index.Likeness {
	ask := index.Likeness{Self: l.self, At: l.at, Undated: l.undated, Scale: look.Scale,
		Best: look.Best, Floor: float32(look.Floor), Ceiling: l.ceiling(look.Terms)}
	if look.Scale > 0 {
		ask.Dateless = related.Dateless
	}
	if look.Days > 0 {
		within := int64(look.Days * 24 * 60 * 60)
		ask.From, ask.Until = l.at-within, l.at+within
	}
	for _, t := range look.Terms {
		ask.Terms = append(ask.Terms, index.Weighted{Term: t.Text, Weight: t.Weight})
	}
	return ask
}

// Spread is part of related.Library.
func (l *catalogue) Spread(terms []string, most int) []related.Spread {
	stories := ofWriter{bucket: l.tx.Bucket(bucketStoryOf)}
	list := make([]related.Spread, len(terms))
	seen := make([]map[StoryID]struct{}, len(terms))
	for i := range seen {
		seen[i] = make(map[StoryID]struct{})
	}
	around := index.Around{Terms: terms, At: l.at, Within: spreadWithin, Most: most}
	l.searcher.Around(around, func(i int, num uint32) {
		if num == l.self {
			return
		}
		list[i].Articles++
		id := stories.get(num)
		if id == 0 {
			list[i].Stories++
		} else if _, known := seen[i][id]; !known {
			seen[i][id] = struct{}{}
			list[i].Stories++
		}
	})
	return list
}

// spreadWithin is how far back, in seconds, it is of use to know in which
// stories a term occurs.
const spreadWithin = 30 * 24 * 60 * 60

// ceiling is what no article's likeness exceeds: by Cauchy's inequality, the
// length of what is asked for; and a third more, because the norms of the
// articles were made when the terms were as common as then. It lets the index
// leave out the years in which nothing near enough in time can be.
func (l *catalogue) ceiling(terms []related.Term) float32 {
	texts := make([]string, len(terms))
	for i, t := range terms {
		texts[i] = t.Text
	}
	sum, n := 0.0, l.Articles()
	for i, df := range l.Frequencies(texts) {
		weight := float64(terms[i].Weight)
		sum += weight * weight / max(index.IDF(df, n), 0.01)
	}
	return float32(math.Sqrt(sum) * 4 / 3)
}

// Text is part of related.Library.
func (l *catalogue) Text(num uint32) *related.Text {
	if t, ok := l.texts[num]; ok {
		return t
	}
	r, text, err := l.article(num)
	if err != nil {
		l.fail(err)
		return nil
	}
	var body string
	if num == l.self {
		body = bodyOf(&text)
	} else {
		body = beginningOf(&text)
	}
	t := l.reader.Read(r.title, body, text.Language)
	l.texts[num] = t
	return t
}

// leadBytes is how much is read of the articles that others are compared with:
// news says at its beginning what it is about.
const leadBytes = 1500

func (l *catalogue) article(num uint32) (r row, t Text, err error) {
	if r, err = getRow(l.tx, num); err == nil {
		t, err = textOf(l.tx.Bucket(bucketTexts).Get(numKey(num)))
	}
	return r, t, err
}

// maxRelated is how many articles Related finds beside those that pages list.
const maxRelated = 100

// Related returns the articles beside one: those that pages list, then those
// that tell the same story, then its background, each the best first.
func (s *Store) Related(ctx context.Context, id ID) (list []Related, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		num, ok := findID(tx, id)
		if !ok {
			return ErrNotFound
		}
		readers.with(func(reader *related.Reader) { list, err = relatedTo(ctx, tx, reader, num) })
		return err
	})
	return list, err
}

func relatedTo(ctx context.Context, tx *bbolt.Tx, reader *related.Reader, num uint32) ([]Related, error) {
	r, err := getRow(tx, num)
	if err != nil {
		return nil, err
	}
	lib, err := newCatalogue(ctx, tx, num, &r)
	if err != nil {
		return nil, err
	}
	lib.reader = reader
	about := &relating{catalogue: lib, row: r}
	if err := about.listed(); err != nil {
		return nil, err
	}
	if text := lib.Text(num); text != nil {
		about.vector = related.NewVector(text, lib, lib.undated)
		about.rank()
	}
	about.load()
	if lib.err == nil {
		about.explain()
	}
	if lib.err != nil {
		return nil, lib.err
	}
	return about.finish()
}

// relating is a call of Related at work.
type relating struct {
	*catalogue
	row    row
	vector related.Vector
	found  []beside
	seen   map[uint32]bool
}

// beside is an article found beside another.
type beside struct {
	num     uint32
	row     row
	tier    Tier
	score   float64
	like    float64 // likeness of the words alone
	reasons []string
	copyOf  uint32
}

// listed adds what pages join to the article.
func (r *relating) listed() error {
	r.seen = map[uint32]bool{}
	for _, e := range relatives(r.tx, r.self) {
		score, reasons, err := explain(r.tx, e)
		if err != nil {
			return err
		}
		r.seen[e.num] = true
		r.found = append(r.found, beside{num: e.num, tier: Listed, score: score, reasons: reasons})
	}
	return nil
}

// rank adds what tells the same story, then its background.
func (r *relating) rank() {
	subject := related.Subject{Vector: r.vector, Story: uint32(recordOf(r.tx, r.self)), Time: r.at, Undated: r.undated}
	likes := related.Rank(subject, r.catalogue, maxRelated)
	for _, tier := range []Tier{SameStory, Background} {
		for _, l := range likes {
			if r.seen[l.Num] || tiers[l.Tier] != tier {
				continue
			}
			r.seen[l.Num] = true
			r.found = append(r.found, beside{num: l.Num, tier: tier, score: min(l.Score, 1), like: l.Likeness})
		}
	}
}

var tiers = [...]Tier{related.SameStory: SameStory, related.Background: Background}

// load reads the rows of what was found.
func (r *relating) load() {
	for i := range r.found {
		var err error
		if r.found[i].row, err = getRow(r.tx, r.found[i].num); err != nil {
			r.fail(err)
			return
		}
	}
}

// explain says why each article was found, and finds near-copies: half of the
// work is done by another goroutine, which knows nothing of the transaction.
func (r *relating) explain() {
	briefs := r.briefs()
	explainer := related.NewExplainer(r.vector, aboutOf(&r.row))
	var next atomic.Int64
	work := func(reader *related.Reader) {
		for i := next.Add(1) - 1; i < int64(len(briefs)); i = next.Add(1) - 1 {
			briefs[i].explain(explainer, reader)
		}
	}
	index.Both(func() { readers.with(work) }, func() {
		r.fold()
		work(r.reader)
	})
	for i := range briefs {
		if err := briefs[i].err; err != nil {
			r.fail(err)
		}
	}
}

const (
	briefTexts = 20  // articles whose texts are read for the reasons; of others the titles do
	briefBytes = 600 // of a text
)

// brief is an article that reasons are to be found for, in what was read of it
// already, or in its beginning.
type brief struct {
	*beside
	read *related.Text
	text []byte // its record, if it is to be read
	err  error
}

// briefs returns what there are no reasons for yet.
func (r *relating) briefs() (list []brief) {
	texts := r.tx.Bucket(bucketTexts)
	for i := range r.found {
		if b := (brief{beside: &r.found[i]}); b.reasons == nil {
			if b.read = r.texts[b.num]; b.read == nil && i < briefTexts {
				b.text = texts.Get(numKey(b.num))
			}
			list = append(list, b)
		}
	}
	return list
}

func (b *brief) explain(e *related.Explainer, reader *related.Reader) {
	there := aboutOf(&b.row)
	if there.Text = b.read; there.Text == nil {
		var t Text
		if b.text != nil {
			if t, b.err = textOf(b.text); b.err != nil {
				return
			}
		}
		body := beginningOf(&t)
		there.Text = e.Read(reader, b.row.title, body[:min(len(body), briefBytes)], t.Language)
	}
	b.reasons = e.Reasons(there)
}

// aboutOf is what of an article the reasons are, besides its words.
func aboutOf(row *row) related.About {
	a := related.About{Source: row.source, DayOnly: row.published.Precision == Day}
	if row.published.Basis != Imported {
		a.Time = row.published.At
	}
	return a
}

// Near-copies are looked for only where it is likely: copies are about equally
// like the article, and close to it or to its story.
const (
	copyApart  = 0.05 // how far their likenesses may be apart, as a part of them
	copyAlike  = 0.5  // how like the article they must be if not of its story
	maxPrinted = 12

	// copyOfThis is how like the article its own copies are at least: they
	// share most of their words.
	copyOfThis = 0.6
)

// fold finds near-copies of the article and among what was found. The best of
// some copies stands for the others.
func (r *relating) fold() {
	prints := map[uint32]*related.Print{}
	print := func(num uint32) *related.Print {
		if p, ok := prints[num]; ok || len(prints) >= maxPrinted {
			return p
		}
		p, err := printOf(r.tx, r.reader, num)
		if err != nil {
			r.fail(err)
		}
		prints[num] = p
		return p
	}
	same := func(a, b uint32) bool {
		p, q := print(a), print(b)
		return p != nil && q != nil && related.Copy(p, q)
	}
	for i := range r.found {
		b := &r.found[i]
		if b.like >= copyOfThis && same(r.self, b.num) {
			b.copyOf = r.self
			continue
		}
		for j := range r.found[:i] {
			a := &r.found[j]
			if a.copyOf != 0 || b.tier != SameStory && b.like < copyAlike || math.Abs(a.like-b.like) > copyApart*b.like {
				continue
			}
			if same(a.num, b.num) {
				b.copyOf = a.num
				break
			}
		}
	}
}

func (r *relating) finish() ([]Related, error) {
	nums, rows := make([]uint32, len(r.found)), make([]row, len(r.found))
	for i, b := range r.found {
		nums[i], rows[i] = b.num, b.row
	}
	found, err := articlesOf(r.tx, nums, rows)
	if err != nil {
		return nil, err
	}
	ids := map[uint32]ID{r.self: r.row.id}
	list := make([]Related, len(found))
	for i, a := range found {
		b := &r.found[i]
		ids[b.num] = a.ID
		list[i] = Related{Article: a, Tier: b.tier, Score: b.score, Reasons: b.reasons, CopyOf: ids[b.copyOf]}
	}
	return list, nil
}
