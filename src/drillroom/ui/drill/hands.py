"""What the trainee does: answers, acts, writes, picks up, skips, leaves.

One thing at a time. While a dialog is open the clock eases; nothing is a command before the trainee has confirmed it,
and a refused command says why and has changed nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any

from drillroom.errors import ActionRejected, DrillroomError
from drillroom.log.feed import Call
from drillroom.log.records import StatementOrdered, TaskDone, TaskQueued, TaskStarted
from drillroom.runtime.table import Beat
from drillroom.views.aside import brought_back, put_aside
from drillroom.views.draft import Draft, is_written, needs_sign_off
from drillroom.views.refusals import why_not
from drillroom.views.waiting import closes

from .actions import ActionList
from .asker import Asker
from .composer.screen import Composer, Kept, Sent
from .feed import Feed
from .help import Help
from .leave import Leave
from .prompt import PromptCard

if TYPE_CHECKING:
    from .screen import DrillScreen

PICK_UP = 1
SETS_GOING = (StatementOrdered, TaskQueued, TaskStarted, TaskDone)
"""Records of what an option does."""


class Hands:
    """The hands of whoever sits at ``screen``. ``draft``: words that were begun and put aside."""

    def __init__(self, screen: DrillScreen) -> None:
        self._screen = screen
        self.is_busy = False
        kept = screen.sitting.draft
        self.draft: Draft | None = None if kept is None else brought_back(screen.palette, kept)

    def begin(self, deed: Coroutine[Any, Any, None]) -> None:
        """Do it, unless something else is being done."""
        if self.is_busy:
            deed.close()
            return
        self.is_busy = True
        self._screen.run_worker(self._carry_out(deed), group="hands")

    async def _carry_out(self, deed: Coroutine[Any, Any, None]) -> None:
        try:
            await deed
        except DrillroomError as error:
            self._screen.fail(error)
        finally:
            self.is_busy = False

    # ------------------------------------------------------------------ what waits

    async def choose(self, prompt_id: str, number: int, sure: int | None = None) -> None:
        """Answer a decision with its option of that number, or pick a call up, or let it ring.

        ``sure``: how sure of it the trainee says they are, 1 to 3.
        """
        screen = self._screen
        prompt = screen.waiting.find(prompt_id)
        if prompt is None:
            return
        if not isinstance(prompt, Call):
            option = prompt.options[number - 1]
            args = {"decision": prompt.id, "option": option}
            await self._do("decide", args, said=self._decided(prompt.id, option), sure=sure)
        elif number == PICK_UP:
            await self.pick_up(prompt.id)
        else:
            screen.waiting.ignored.add(prompt.id)
            screen.query_one(PromptCard).look_again()

    async def pick_up(self, call: str) -> None:
        """Take a call: it does not stop ringing while one picks up, and nothing counts down to it meanwhile. A summons
        waits as well.
        """
        screen, feed = self._screen, self._screen.palette.situation.feed
        stops = min((*map(closes, feed.ringing), *(it.due for it in feed.summoned)), default=None)
        screen.waiting.ignored.add(call)
        try:
            await self._ask("take_call", {"call": call}, held_before=stops)
        finally:
            screen.waiting.ignored.discard(call)
            for card in screen.query(PromptCard):
                card.look_again()

    # ------------------------------------------------------------------ acting and writing

    async def act(self) -> None:
        """Choose an action from the list, then say what it still needs."""
        screen = self._screen
        await self._ease()
        try:
            do = await screen.app.push_screen_wait(ActionList(screen.palette))
        finally:
            await self._put_down()
        if do is None:
            return
        if is_written(screen.palette, do):
            await self.write(do)
        else:
            await self._ask(do, {})

    async def write(self, do: str | None = None, given: Mapping[str, Any] | None = None) -> None:
        """Write something for the public; words that were put aside are offered again."""
        screen = self._screen
        draft = self.draft
        if given or (do is not None and draft is not None and draft.do != do):
            draft = None
        await self._ease()
        try:
            result = await screen.app.push_screen_wait(Composer(screen.palette, do, given or {}, draft=draft))
        finally:
            await self._put_down()
        if isinstance(result, Kept):
            self.draft = result.draft
            self._take(await screen.table.keep_draft(put_aside(result.draft)))
            screen.tell(screen.say("Your draft is kept: F3 opens it again."))
        elif isinstance(result, Sent):
            if await self._do(result.do, result.args, sure=result.draft.sure):
                await self._forget_draft(result.draft.do)
            else:
                self.draft = result.draft
                self._take(await screen.table.keep_draft(put_aside(result.draft)))

    async def _forget_draft(self, sent: str) -> None:
        """Words of the kind that was put aside have gone out; those of another kind still wait."""
        if self.draft is not None and self.draft.do == sent:
            self.draft = None
            self._take(await self._screen.table.keep_draft(None))

    async def reply(self, post: str) -> None:
        """Answer a post of the feed."""
        found = self._screen.palette.situation.feed.posts.get(post)
        if found is None or found.is_ours:
            self._screen.tell(self._screen.say("These are our own words. F3 writes new ones."))
            return
        await self.write("reply", {"post": post})
        for feed in self._screen.query(Feed):
            feed.action_newest()

    async def _ask(self, do: str, given: Mapping[str, Any], *, held_before: int | None = None) -> None:
        screen = self._screen
        await self._ease(held_before)
        try:
            args = await screen.app.push_screen_wait(Asker(screen.palette, do, given))
            if args is not None:
                await self._do(do, args)
        finally:
            await self._put_down()

    async def _do(
        self,
        do: str,
        args: Mapping[str, Any],
        *,
        said: Callable[[Beat], str] | None = None,
        sure: int | None = None,
    ) -> bool:
        """Give a command; False where it was refused, which has changed nothing and says why."""
        screen, palette = self._screen, self._screen.palette
        plain, typed = palette.keyed(do, args)
        try:
            beat = await screen.table.act(do, plain, typed=typed, sure=sure)
        except ActionRejected as refusal:
            screen.tell(why_not(refusal, do, palette), "no")
            return False
        self._take(beat)
        screen.tell(said(beat) if said is not None else self._done(do, args), "done")
        return True

    def _decided(self, decision: str, option: str) -> Callable[[Beat], str]:
        """Says what was decided and what it sets going: an option is its actions."""

        def said(beat: Beat) -> str:
            palette, say = self._screen.palette, self._screen.say
            text = palette.option(decision, option)
            records = [it.record for it in beat.entries]
            doing = dict.fromkeys(it.do for it in records if isinstance(it, SETS_GOING))
            if not doing:
                return say("Decided: {text}", text=text)
            actions = say(", ").join(palette.names.action(do) for do in doing)
            return say("Under way: {actions}. Decided: {text}", actions=actions, text=text)

        return said

    def _done(self, do: str, args: Mapping[str, Any]) -> str:
        """Work that takes time, and words that go through sign-off, are on their way; everything else is done."""
        palette, say = self._screen.palette, self._screen.say
        action = palette.names.vocabulary.actions[do]
        name = palette.names.action(do)
        is_slow = action.takes > 0 or (needs_sign_off(palette, do) and "line" not in args)
        return say("On its way: {action}.", action=name) if is_slow else say("Done: {action}.", action=name)

    # ------------------------------------------------------------------ the clock

    async def skip(self) -> None:
        """Jump to the next notable event; over something that waits only when asked twice."""
        screen = self._screen
        waits = screen.waiting.first
        if waits is not None and screen.passing != waits.id:
            screen.passing = waits.id
            screen.tell(screen.say("Something waits for your answer. Press F8 again to go on without one."))
            return
        if screen.beat is not None and screen.beat.is_paused:
            self._take(await screen.table.unpause())
        self._take(await screen.table.skip())

    async def pause(self) -> None:
        """Stop the clock, or let it run again."""
        screen = self._screen
        is_paused = screen.beat is not None and screen.beat.is_paused
        self._take(await (screen.table.unpause() if is_paused else screen.table.pause()))
        screen.tell(screen.say("The clock runs.") if is_paused else screen.say("Paused. F9 goes on."))

    async def help(self) -> None:
        """Show what there is to see and to press; the clock stands meanwhile."""
        await self._paused_for(Help(self._screen.speech, self._screen.help_here()))

    async def leave(self) -> None:
        """Leave after a question; everything so far is saved."""
        screen = self._screen
        if await self._paused_for(Leave(screen.speech)):
            await screen.leave()

    async def _paused_for(self, dialog: Help | Leave) -> bool | None:
        screen = self._screen
        was_paused = screen.beat is not None and screen.beat.is_paused
        if not was_paused:
            await self._attempt(screen.table.pause())
        try:
            answer: bool | None = await screen.app.push_screen_wait(dialog)
        finally:
            if not was_paused and not screen.table.is_closed:
                await self._attempt(screen.table.unpause())
        return answer

    async def _attempt(self, call: Awaitable[Beat]) -> None:
        """A full disk must not keep anybody from being told how to go on, nor from leaving."""
        try:
            self._take(await call)
        except DrillroomError as error:
            self._screen.fail(error)

    async def _ease(self, held_before: int | None = None) -> None:
        self._take(await self._screen.table.compose(held_before=held_before))

    async def _put_down(self) -> None:
        if self._screen.table.is_closed:
            return  # the screens are going
        self._take(await self._screen.table.put_down())

    def _take(self, beat: Beat) -> None:
        self._screen.take(beat)
        self._screen.pulse.hurry()
