package xmltext

import "strings"

// Spaces tells what the prefixes of names mean where the scanner stands. Its
// table maps the addresses of namespaces, in lower case and without slash at
// the end, to the prefixes by which the caller knows them, "" for the
// namespaces of the format itself.
type Spaces struct {
	table map[string]string
	bound []binding
	marks []int // len(bound) before each open element
	names map[[2]string]string
}

type binding struct{ prefix, known string }

// NewSpaces returns Spaces for a table.
func NewSpaces(table map[string]string) *Spaces {
	return &Spaces{table: table, names: map[[2]string]string{}}
}

// Open takes note of the namespaces that the tag at which s stands declares.
// Each Open needs its Close.
func (n *Spaces) Open(s *Scanner) {
	n.marks = append(n.marks, len(n.bound))
	for i := range s.Attrs {
		prefix, ok := strings.CutPrefix(s.Attrs[i].Name, "xmlns")
		if !ok || prefix != "" && prefix[0] != ':' {
			continue
		}
		prefix = strings.TrimPrefix(prefix, ":")
		uri := strings.TrimRight(strings.ToLower(strings.TrimSpace(string(s.Attrs[i].Value))), "/")
		known, ok := n.table[uri]
		if !ok {
			known = prefix
		}
		n.bound = append(n.bound, binding{prefix, known})
	}
}

// Close forgets what the innermost open element declared.
func (n *Spaces) Close() {
	if len(n.marks) == 0 {
		return
	}
	n.bound = n.bound[:n.marks[len(n.marks)-1]]
	n.marks = n.marks[:len(n.marks)-1]
}

// Name returns a name with the prefix by which the caller knows its
// namespace. A prefix that is bound to an unknown namespace, or to none, is
// taken at its word.
func (n *Spaces) Name(name string) string {
	prefix, local, ok := strings.Cut(name, ":")
	if !ok {
		prefix, local = "", name
	}
	for i := len(n.bound) - 1; i >= 0; i-- {
		if n.bound[i].prefix == prefix {
			if n.bound[i].known == prefix {
				return name
			}
			return n.join(n.bound[i].known, local)
		}
	}
	return name
}

func (n *Spaces) join(prefix, local string) string {
	if prefix == "" {
		return local
	}
	key := [2]string{prefix, local}
	if name, ok := n.names[key]; ok {
		return name
	}
	name := prefix + ":" + local
	if len(n.names) < 4096 {
		n.names[key] = name
	}
	return name
}
