package store

import (
	"sync"

	"newsreader/store/related"
)

// keptCentroids is how many articles' centroids are remembered, some 8 MB.
const keptCentroids = 32 << 10

// centroids remembers those of the articles that came last. Most of what a new
// article is compared with came shortly before, and making a centroid anew of
// a text takes a hundred times as long as deciding by it.
type centroids struct {
	mu   sync.Mutex
	of   map[uint32]related.Centroid
	ring []uint32 // the articles in the order they came
	next int
}

func (c *centroids) get(num uint32) related.Centroid {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.of[num]
}

// add remembers those of articles that are in the store now.
func (c *centroids) add(made map[uint32]related.Centroid) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil {
		c.of = map[uint32]related.Centroid{}
	}
	for num, centroid := range made {
		if len(c.ring) < keptCentroids {
			c.ring = append(c.ring, num)
		} else {
			delete(c.of, c.ring[c.next])
			c.ring[c.next] = num
			c.next = (c.next + 1) % keptCentroids
		}
		c.of[num] = centroid
	}
}

// forget drops that of an article whose text has changed.
func (c *centroids) forget(num uint32) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.of, num)
}
