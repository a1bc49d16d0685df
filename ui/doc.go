// Package ui is the reader's terminal application: lists of articles or of
// stories, a story, the article itself, what is related to it, what a search
// found, and the feeds that bring articles, on Bubble Tea.
//
// It is for people who read. It decides what stands where on the screen and
// what a key does. It is not for storing, fetching or parsing news: whatever
// it shows comes from the [Store] it is given, and whatever it changes goes
// there. Setting an article's text in lines is package ui/render's. Nothing
// here looks at the environment, the clock, the file system or the network:
// [Options] brings all of it in.
//
// Only cmd/newsreader and tests call it.
//
// # How it is put together
//
// One model, app, is owned by Bubble Tea's update loop. Its state is a few
// separate facts: the trail of places the reader walked (a list, a story, an
// article, its related articles, the feeds, …), the focus between two panes, an overlay (help or
// the command palette), a prompt, a status line, the window's size. Places
// keep their own cursor and scroll, so going back needs no loading.
//
// Update never does I/O and never sets text in lines: it returns commands
// (commands.go), which capture values and answer with a message that carries
// the number of the job that asked; an answer nobody waits for is dropped.
// Changes of state go through one queue (writes.go), in the order of the keys.
// Fetching feeds goes on in the background and never holds up a key; the end of
// the program waits for it, because the store is closed then.
// View runs after every message and therefore only arranges lines made before.
//
// # Lists
//
// A list holds a stretch of rows around its cursor and asks for more when that
// runs short. A row is an article, or a story that one of its articles stands
// for; the cursor belongs to the article, so that nothing jumps when a story
// gets another article to stand for it, or when the rows become stories.
//
// What narrows a list (a feed, a tag, a saved search, what there is to catch
// up on) is its scope. A scope that the store has to look for is a result of
// a search and is looked for anew when the store changed; only catching up
// isn't, because its order would jump.
//
// A search being typed asks with each letter. The newer question cancels the
// older one; the rows stay until an answer comes that replaces them, and stay
// when the query can't be understood. Why a row was found is asked for after
// the rows are on the screen, for those in sight.
package ui
