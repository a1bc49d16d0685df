package index

import (
	"cmp"
	"math"
	"slices"
)

// A search in the order of time has hits with the time above the number: its
// seconds as 32 bits, turned over, so that the newest come first. That is
// enough for the years from 1970 to 2106; before and after, and only there,
// the times must be looked at again.
const (
	tooNew = hit(0)
	tooOld = hit(math.MaxUint32)
)

func timeKey(t int64) hit {
	return hit(^uint32(min(max(t, 0), math.MaxUint32)))
}

// inTime returns the hits of a set, the newest first.
func (t *taker) inTime(seg *Segment, within ordSet) []hit {
	found := t.cut(within.count())
	at := len(found)
	for ord := range within.all() {
		at--
		found[at] = timeKey(seg.Time(ord))<<32 | hit(seg.Num(ord))
	}
	return found
}

// byTime sorts the hits of all segments. Each segment's are in order. Most
// often the segments follow one another in time, and so do the hits. Else it
// is a radix sort of the times in three passes: 500,000 hits take 6 ms, where
// merging takes 50.
func (w *work) byTime(nums []uint32) {
	if w.apart() {
		for _, f := range w.found {
			nums = nums[copyNums(nums, f):]
		}
		return
	}
	t := taker{arena: &w.used[0].arena}
	list, spare := t.cut(len(nums))[:0], t.cut(len(nums))
	for _, f := range w.found {
		list = append(list, f...)
	}
	for _, shift := range []uint{32, 43, 54} {
		radixPass(spare, list, shift)
		list, spare = spare, list
	}
	w.sortTies(list)
	copyNums(nums, list)
}

// apart reports whether each segment's hits are older than those before.
func (w *work) apart() bool {
	var last []hit
	for _, f := range w.found {
		if len(f) == 0 {
			continue
		}
		if len(last) > 0 && last[len(last)-1]>>32 >= f[0]>>32 {
			return false
		}
		last = f
	}
	return true
}

func copyNums(nums []uint32, list []hit) int {
	for i, h := range list {
		nums[i] = uint32(h)
	}
	return len(list)
}

// radixPass sorts by the 11 bits from shift on.
func radixPass(to, from []hit, shift uint) {
	var at [1 << 11]uint32
	for _, h := range from {
		at[h>>shift&(1<<11-1)]++
	}
	sum := uint32(0)
	for i, n := range at {
		at[i] = sum
		sum += n
	}
	for _, h := range from {
		b := h >> shift & (1<<11 - 1)
		to[at[b]] = h
		at[b]++
	}
}

// sortTies sorts the hits of the same second by number, and those of times
// that timeKey can't tell apart by their times.
func (w *work) sortTies(list []hit) {
	for i := 0; i < len(list); {
		key := list[i] >> 32
		j := i + 1
		for j < len(list) && list[j]>>32 == key {
			j++
		}
		if j-i > 1 {
			if key == tooNew || key == tooOld {
				w.sortOdd(list[i:j])
			} else {
				slices.Sort(list[i:j])
			}
		}
		i = j
	}
}

// sortOdd sorts hits of unlikely times.
func (w *work) sortOdd(list []hit) {
	times := map[hit]int64{}
	for i, seg := range w.Segments {
		for _, h := range list {
			if ord, ok := seg.Ord(uint32(h)); ok && !w.dead(i).Has(ord) {
				times[h] = seg.Time(ord)
			}
		}
	}
	slices.SortFunc(list, func(a, b hit) int {
		return cmp.Or(cmp.Compare(times[b], times[a]), cmp.Compare(uint32(a), uint32(b)))
	})
}
