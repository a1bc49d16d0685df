package ui

// Frame is what the idle program would draw now.
func Frame(p *Program) string { return p.app.view().Content }
