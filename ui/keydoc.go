package ui

import "strings"

// KeyTable is the table of keys as Markdown, for the documentation: what the
// application really does, in the words of its help.
func KeyTable() string {
	var b strings.Builder
	group := ""
	for _, bind := range defaultBindings() {
		if bind.group != group {
			group = bind.group
			b.WriteString("\n**" + group + "**\n\n| keys | does | name for your own keys |\n| --- | --- | --- |\n")
		}
		keys := make([]string, len(bind.keys))
		for i, k := range bind.keys {
			keys[i] = "`" + showKey(k) + "`"
		}
		b.WriteString("| " + strings.Join(keys, " ") + " | " + bind.help + " | `" + string(bind.action) + "` |\n")
	}
	return strings.TrimLeft(b.String(), "\n")
}
