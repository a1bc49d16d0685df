package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"newsreader/store"
)

func statsCommand(p *program) *cobra.Command {
	c := &cobra.Command{
		Use:   "stats",
		Short: "Print how much the store holds",
		Args:  alone,
	}
	p.does(c, p.withStore(func(ctx context.Context, s *store.Store, _ []string) error {
		stats, err := s.Stats(ctx)
		if err != nil {
			return err
		}
		if p.flags.json {
			return printJSON(p.stdout, toStatsJSON(stats))
		}
		return p.printStats(stats)
	}))
	return c
}

// statsJSON is what `stats --json` prints.
type statsJSON struct {
	File     string       `json:"file"`
	Format   uint32       `json:"format"`
	Articles int          `json:"articles"`
	Unread   int          `json:"unread"`
	Starred  int          `json:"starred"`
	Changes  uint64       `json:"changes"`
	Bytes    int64        `json:"bytes"`
	Free     int64        `json:"free"`
	Buckets  []bucketJSON `json:"buckets"`

	Stories   int   `json:"stories"`
	Segments  int   `json:"segments"`  // of the full-text index
	Index     int64 `json:"index"`     // its bytes
	Unindexed int   `json:"unindexed"` // articles that it doesn't hold yet
}

type bucketJSON struct {
	Name    string `json:"name"`
	Records int    `json:"records"`
	Bytes   int64  `json:"bytes"`
	Used    int64  `json:"used"`
}

func toStatsJSON(s store.Stats) statsJSON {
	out := statsJSON{
		File: s.Path, Format: s.Version, Articles: s.Articles, Unread: s.Unread, Starred: s.Starred,
		Changes: s.Changes, Bytes: s.Bytes, Free: s.Free, Buckets: []bucketJSON{},
		Stories: s.Stories, Segments: s.Segments, Index: s.Index, Unindexed: s.Unindexed,
	}
	for _, b := range s.Buckets {
		out.Buckets = append(out.Buckets, bucketJSON(b))
	}
	return out
}

func (p *program) printStats(s store.Stats) error {
	w := tabwriter.NewWriter(p.stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "File\t%s\n", fileName(s.Path))
	fmt.Fprintf(w, "Articles\t%s\n", number(s.Articles))
	fmt.Fprintf(w, "Unread\t%s\n", number(s.Unread))
	fmt.Fprintf(w, "Starred\t%s\n", number(s.Starred))
	fmt.Fprintf(w, "Stories\t%s\n", number(s.Stories))
	fmt.Fprintf(w, "Changes in the journal\t%s\n", number(int(s.Changes)))
	fmt.Fprintf(w, "Size\t%s (%s of it free)\n", size(s.Bytes), size(s.Free))
	if s.Articles > 0 {
		fmt.Fprintf(w, "An article\t%s on average\n", size((s.Bytes-s.Free)/int64(s.Articles)))
	}
	fmt.Fprintf(w, "Index\t%s in %s%s\n", size(s.Index), plural(s.Segments, "segment"), waiting(s.Unindexed))
	fmt.Fprintf(w, "Format\t%d\n\n", s.Version)
	fmt.Fprintf(w, "Part\tRecords\tSize\tIn use\n")
	for _, b := range s.Buckets {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", b.Name, number(b.Records), size(b.Bytes), size(b.Used))
	}
	return w.Flush()
}

// waiting tells of articles that can't be found by their words yet.
func waiting(unindexed int) string {
	if unindexed == 0 {
		return ""
	}
	return "; " + plural(unindexed, "article") + " still to be indexed"
}
