package index

import "encoding/binary"

// blockLen is the number of postings in a full block.
const blockLen = 128

// overrun is how far unpack may read behind the packed bytes. What follows
// the postings in a segment is longer.
const overrun = 40

// pack appends numbers of width bits each, the first in the lowest bits.
func pack(out []byte, gaps []uint32, width uint) []byte {
	var hold uint64
	var held uint
	for _, g := range gaps {
		hold |= uint64(g) << held
		if held += width; held >= 32 {
			out = binary.LittleEndian.AppendUint32(out, uint32(hold))
			hold >>= 32
			held -= 32
		}
	}
	for ; held > 0; held -= min(held, 8) {
		out = append(out, byte(hold))
		hold >>= 8
	}
	return out
}

// packedLen is the number of bytes that pack appends.
func packedLen(n int, width uint) int { return (n*int(width) + 7) / 8 }

// unpack reads n gaps of width bits (at most 24) from src and turns them into
// ordinals: each is one more than the gap behind the one before, the first
// counted from next. src must go on for overrun bytes behind the packed ones.
//
// Eight gaps take width bytes, so that groups of eight begin on whole bytes
// and come out of one or two loads: 0.6 ns a posting.
func unpack(dst *[blockLen]uint32, src []byte, n int, width uint, next uint32) {
	mask := uint32(1)<<width - 1
	for i := 0; i < n; i += 8 {
		d := (*[8]uint32)(dst[i:])
		switch {
		case width <= 8:
			next = spread8(d, binary.LittleEndian.Uint64(src), width, mask, next)
		case width <= 16:
			next = spread4((*[4]uint32)(d[:4]), binary.LittleEndian.Uint64(src), width, mask, next)
			high := binary.LittleEndian.Uint64(src[width/2:]) >> (4 * (width & 1))
			next = spread4((*[4]uint32)(d[4:]), high, width, mask, next)
		default:
			for j := range d {
				bit := uint(j) * width
				next += uint32(binary.LittleEndian.Uint64(src[bit/8:])>>(bit%8))&mask + 1
				d[j] = next - 1
			}
		}
		src = src[width:]
	}
}

func spread8(d *[8]uint32, v uint64, width uint, mask, next uint32) uint32 {
	width &= 63
	for j := range d {
		next += uint32(v)&mask + 1
		d[j] = next - 1
		v >>= width
	}
	return next
}

func spread4(d *[4]uint32, v uint64, width uint, mask, next uint32) uint32 {
	width &= 63
	for j := range d {
		next += uint32(v)&mask + 1
		d[j] = next - 1
		v >>= width
	}
	return next
}
