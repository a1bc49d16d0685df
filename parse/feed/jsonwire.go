package feed

import (
	"bytes"
	"encoding/json"
	"strings"
)

// The types of JSON Feed's fields take what they can of any value, so that
// one field of a wrong type costs no entry: a number for a text, one value
// for a list.

// jsonText is a string, or a number or boolean as it was written.
type jsonText string

// UnmarshalJSON implements json.Unmarshaler.
func (t *jsonText) UnmarshalJSON(b []byte) error {
	switch b[0] {
	case '"':
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		*t = jsonText(s)
	case '{', '[', 'n':
	default:
		*t = jsonText(b)
	}
	return nil
}

// oneOrMany decodes a list, or one value as a list of it.
func oneOrMany[T any](b []byte, list *[]T) error {
	if b[0] == '[' {
		return json.Unmarshal(b, list)
	}
	if bytes.Equal(b, []byte("null")) {
		return nil
	}
	var one T
	if err := json.Unmarshal(b, &one); err != nil {
		return nil //nolint:nilerr // a value of the wrong kind is no value
	}
	*list = []T{one}
	return nil
}

type jsonTexts []jsonText

// UnmarshalJSON implements json.Unmarshaler.
func (l *jsonTexts) UnmarshalJSON(b []byte) error { return oneOrMany(b, (*[]jsonText)(l)) }

type jsonAttachments []jsonAttachment

// UnmarshalJSON implements json.Unmarshaler.
func (l *jsonAttachments) UnmarshalJSON(b []byte) error {
	return oneOrMany(b, (*[]jsonAttachment)(l))
}

type jsonHub struct{ URL jsonText }

type jsonHubs []jsonHub

// UnmarshalJSON implements json.Unmarshaler.
func (l *jsonHubs) UnmarshalJSON(b []byte) error { return oneOrMany(b, (*[]jsonHub)(l)) }

// jsonPerson is an object with a name, or just the name.
type jsonPerson struct{ Name, URL jsonText }

// UnmarshalJSON implements json.Unmarshaler.
func (p *jsonPerson) UnmarshalJSON(b []byte) error {
	switch b[0] {
	case '"':
		return json.Unmarshal(b, &p.Name)
	case '{':
		type plain jsonPerson
		return json.Unmarshal(b, (*plain)(p))
	}
	return nil
}

func (p jsonPerson) name() string { return nameOf(unescapeLine(string(p.Name))) }

type jsonPersons []jsonPerson

// UnmarshalJSON implements json.Unmarshaler.
func (l *jsonPersons) UnmarshalJSON(b []byte) error { return oneOrMany(b, (*[]jsonPerson)(l)) }

func (l jsonPersons) names() string {
	var names []string
	for _, p := range l {
		if n := p.name(); n != "" && len(names) < maxAuthors {
			names = append(names, n)
		}
	}
	return strings.Join(names, ", ")
}
