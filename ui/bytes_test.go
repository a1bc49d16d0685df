package ui_test

import (
	"testing"
	"time"

	"newsreader/ui/uitest"
)

// What a key may cost on a slow line, in a window of 120x40.
const (
	bytesPerJ    = 250
	bytesPerPage = 4500
)

func TestBytesPerKey(t *testing.T) {
	run(t, 120, 40, uitest.News(5000), nil, func(r *rig) {
		r.Pass(time.Second)
		before := r.Written()
		for range 200 {
			r.Press("j")
		}
		per := (r.Written() - before) / 200
		t.Logf("%d bytes per j", per)
		if per > bytesPerJ {
			t.Errorf("%d bytes per j while it is held, at most %d", per, bytesPerJ)
		}
		before = r.Written()
		for range 50 {
			r.Press("<pgdn>")
		}
		per = (r.Written() - before) / 50
		t.Logf("%d bytes per page", per)
		if per > bytesPerPage {
			t.Errorf("%d bytes per page, at most %d", per, bytesPerPage)
		}
	})
}

// A program that is looked at and not touched writes nothing.
func TestRestIsSilent(t *testing.T) {
	run(t, 120, 40, uitest.Four(), nil, func(r *rig) {
		r.Press("<enter>")
		r.Pass(2 * time.Second)
		before := r.Written()
		r.Pass(30 * time.Second)
		if n := r.Written() - before; n > 0 {
			t.Errorf("%d bytes written while nothing happened", n)
		}
	})
}

func TestBytesPerKeyElsewhere(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		most int
	}{
		{"stories", []string{"v"}, bytesPerJ},
		{"found", []string{"/", "officials", "<enter>"}, bytesPerJ},
	} {
		news := uitest.Events(400)
		if c.name == "found" {
			news = uitest.News(500)
		}
		run(t, 120, 40, news, nil, func(r *rig) {
			r.Press(c.keys...)
			r.Pass(5 * time.Second)
			before := r.Written()
			for range 200 {
				r.Press("j")
			}
			per := (r.Written() - before) / 200
			t.Logf("%s: %d bytes per j", c.name, per)
			if per > c.most {
				t.Errorf("%s: %d bytes per j, at most %d", c.name, per, c.most)
			}
		})
	}
}
