package main

import (
	"context"

	"github.com/spf13/cobra"

	"newsreader/store"
)

// addStoryChanges adds the commands that change stories.
func (p *program) addStoryChanges(c *cobra.Command) {
	set := func(name, short string, on bool, do func(*store.Store, context.Context, store.StoryID, bool) (store.Change, error)) {
		sub := &cobra.Command{Use: name + " ID…", Short: short, Args: needs(storyWanted, true)}
		p.does(sub, p.withIDs(func(ctx context.Context, s *store.Store, args []string) error {
			return p.changeStories(ctx, s, args, func(id store.StoryID) (store.Change, error) { return do(s, ctx, id, on) })
		}))
		c.AddCommand(sub)
	}
	set("follow", "Put a story first in the lists when it goes on", true, (*store.Store).SetFollowed)
	set("unfollow", "Follow a story no more", false, (*store.Store).SetFollowed)
	set("mute", "Take what is new of a story as read", true, (*store.Store).SetMuted)
	set("unmute", "Mute a story no more", false, (*store.Store).SetMuted)

	join := &cobra.Command{Use: "join ID ID…", Short: "Make several stories one, the first", Args: joinArgs}
	p.does(join, p.withStore(p.joinStories))
	split := &cobra.Command{
		Use:   "split ID…",
		Short: "Take articles out of their story, as a story of their own",
		Args:  needs("the IDs of articles, as list prints them", true),
	}
	p.does(split, p.withIDs(p.splitStory))
	c.AddCommand(join, split)
}

func joinArgs(c *cobra.Command, args []string) error {
	if len(args) < 2 {
		return misused(c, "join needs two stories or more: their IDs, such as s12, or those of articles in them")
	}
	return nil
}

// changeStories changes each story that an argument names; each change is a
// step of undo.
func (p *program) changeStories(ctx context.Context, s *store.Store, args []string, change func(store.StoryID) (store.Change, error)) error {
	out := p.out()
	failed := false
	for _, arg := range args {
		id, err := storyNamed(ctx, s, arg)
		var done store.Change
		if err == nil {
			done, err = change(id)
		}
		switch {
		case err == nil:
			err = p.printChanged(out, done)
		case p.tellID(ctx, s, arg, err):
			failed, err = true, nil
		}
		if err != nil {
			return finish(out, err)
		}
	}
	if failed {
		return finish(out, errReported)
	}
	return finish(out, nil)
}

// joinStories joins what all of its arguments name, or nothing.
func (p *program) joinStories(ctx context.Context, s *store.Store, args []string) error {
	var ids []store.StoryID
	for _, arg := range args {
		id, err := storyNamed(ctx, s, arg)
		if err == nil {
			_, _, err = s.Story(ctx, id) // s12 may be any number
		}
		switch {
		case err == nil:
			ids = append(ids, id)
		case p.tellID(ctx, s, arg, err):
			return errReported
		default:
			return err
		}
	}
	change, err := s.JoinStories(ctx, ids[0], ids[1:]...)
	if err != nil {
		return err
	}
	return p.printChanged(p.stdout, change)
}

// splitStory splits off what all of its arguments name, or nothing.
func (p *program) splitStory(ctx context.Context, s *store.Store, args []string) error {
	ids, err := p.resolve(ctx, s, args, func(arg string) ([]store.ID, error) {
		id, err := s.Resolve(ctx, arg)
		return []store.ID{id}, err
	})
	if err != nil {
		return err
	}
	change, err := s.SplitStory(ctx, ids...)
	if err != nil {
		return err
	}
	return p.printChanged(p.stdout, change)
}
