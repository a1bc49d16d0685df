package ui

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// CheckKeys reports everything that is wrong with a person's keys: actions
// that don't exist, keys that can't be, one key for two actions, and no key
// left to quit with. Its errors name the actions and keys to change.
func CheckKeys(own map[string]string) error {
	_, err := newKeymap(own)
	return err
}

// newKeymap puts a person's keys into the table. An action that is named gets
// exactly the keys that are given, none if they are empty.
func newKeymap(own map[string]string) (*keymap, error) {
	k := &keymap{bindings: defaultBindings()}
	k.byKey = make(map[string]action, 2*len(k.bindings))
	k.byAction = make(map[action]*binding, len(k.bindings))
	for i := range k.bindings {
		k.byAction[k.bindings[i].action] = &k.bindings[i]
	}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(own)) {
		b := k.byAction[action(name)]
		if b == nil {
			errs = append(errs, fmt.Errorf("there is no action %q%s", name, k.suggest(name)))
			continue
		}
		b.keys = nil
		for _, key := range strings.Fields(own[name]) {
			key, err := parseKey(key)
			if err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", name, err))
				continue
			}
			b.keys = append(b.keys, key)
		}
	}
	for i := range k.bindings {
		b := &k.bindings[i]
		for _, key := range b.keys {
			if other, taken := k.byKey[key]; taken && other != b.action {
				errs = append(errs, fmt.Errorf("the key %s is bound to both %q and %q", showKey(key), other, b.action))
				continue
			}
			k.byKey[key] = b.action
		}
	}
	if len(k.byAction[actQuit].keys) == 0 && len(k.byAction[actClose].keys) == 0 {
		errs = append(errs, errors.New(`neither "quit" nor "close" has a key`))
	}
	return k, errors.Join(errs...)
}

// suggest names the actions that look like the one a person wrote.
func (k *keymap) suggest(name string) string {
	var like []string
	for _, b := range k.bindings {
		known := string(b.action)
		if name != "" && (strings.Contains(known, name) || strings.HasPrefix(known, name[:1])) {
			like = append(like, known)
		}
	}
	if len(like) == 0 {
		return ""
	}
	return "; there are " + strings.Join(like, ", ")
}

// namedKeys are the keys that have a name instead of a character.
var namedKeys = []string{
	"enter", "esc", "tab", "space", "backspace", "delete", "insert",
	"up", "down", "left", "right", "home", "end", "pgup", "pgdown",
	"f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12",
}

// keyAliases are other names that people write.
var keyAliases = map[string]string{
	"return": "enter", "escape": "esc", "pagedown": "pgdown", "pageup": "pgup",
	"pgdn": "pgdown", "del": "delete", "bs": "backspace", "spc": "space",
}

// parseKey reads a key as people write it ("ctrl+d", "PgDn", "J", "alt+right")
// and returns it as Bubble Tea spells it.
func parseKey(s string) (string, error) {
	parts := strings.Split(s, "+")
	if strings.HasSuffix(s, "+") { // the plus key itself, alone or held with others
		parts = append(strings.Split(strings.TrimSuffix(strings.TrimSuffix(s, "+"), "+"), "+"), "+")
		parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	}
	base := parts[len(parts)-1]
	var held [3]bool
	mods := []string{"ctrl", "alt", "shift"}
	for _, m := range parts[:len(parts)-1] {
		i := slices.Index(mods, strings.ToLower(m))
		if i < 0 {
			return "", fmt.Errorf("%q is not a key: %q is not ctrl, alt or shift", s, m)
		}
		held[i] = true
	}
	switch named := strings.ToLower(base); {
	case keyAliases[named] != "":
		base = keyAliases[named]
	case slices.Contains(namedKeys, named):
		base = named
	case len([]rune(base)) != 1:
		return "", fmt.Errorf("%q is not a key", s)
	case held[2]:
		return "", fmt.Errorf("%q is not a key: write the character that shift gives", s)
	case !held[0] && !held[1] && base == "0":
		return "", fmt.Errorf("%q begins a count (%sj) and can't be bound", s, s)
	}
	var out strings.Builder
	for i, m := range mods {
		if held[i] {
			out.WriteString(m + "+")
		}
	}
	return out.String() + base, nil
}
