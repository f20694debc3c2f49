---------------------------- MODULE Supervision ----------------------------
(***************************************************************************)
(* One supervised task: its loop runs a body, pauses, runs it again, until *)
(* a return or its budget of restarts ends it; somebody cancels it at any  *)
(* moment, and strangers interrupt its thread.                             *)
(*                                                                         *)
(* What matters is the order of four small steps: the loop clears its      *)
(* interrupt flag and then looks at its word; a cancel writes the word and *)
(* then interrupts.                                                        *)
(***************************************************************************)
EXTENDS Integers

CONSTANTS
  Allowed,    \* restarts within a window: RestartPolicy.allowedRestarts
  Windows,    \* how many restarts may grow so old that they do not count any more
  Strangers,  \* how often a stranger interrupts the thread
  Swallows,   \* whether a body may swallow an interrupt and go on
  Crashes,    \* whether the body ends by itself, for certain
  Mistake     \* "none", or what TLC has to find

VARIABLES
  pc,         \* where the loop stands: Restarting.follow, Supervision
  word,       \* StateWord: RUNNING, CANCELLING or ENDED
  busy,       \* StateWord: somebody is about to interrupt the thread
  flag,       \* the interrupt flag of the thread
  stands,     \* Standing.state
  canceller,  \* TaskCell.askToStop: "idle", "claimed", "asked", "interrupted", "done"
  runs,       \* how many have begun
  made,       \* RestartBudget.made: restarts within the window
  old,        \* restarts that are out of it
  strange,    \* how often a stranger has interrupted
  \* What only the properties read:
  stale,      \* the flag is set since the run before
  doomed,     \* runs when a cancel found it backing off, or -1
  ends        \* how often its end was told

vars == <<pc, word, busy, flag, stands, canceller, runs, made, old, strange, stale, doomed, ends>>

Init ==
  /\ pc = "sets" /\ word = "RUNNING" /\ busy = FALSE /\ flag = FALSE
  /\ stands = "WAITING" /\ canceller = "idle"
  /\ runs = 0 /\ made = 0 /\ old = 0 /\ strange = 0
  /\ stale = FALSE /\ doomed = -1 /\ ends = 0

Goes(next) == pc' = next

-----------------------------------------------------------------------------
(* The loop, on the task's thread. *)

(* Supervision.run: what others see is changed before the look. *)
SetState ==
  /\ pc = "sets"
  /\ IF Mistake = "looks, then sets" THEN Goes("clears") /\ UNCHANGED stands
     ELSE stands' = "RUNNING" /\ Goes("clears")
  /\ UNCHANGED <<word, busy, flag, canceller, runs, made, old, strange, stale, doomed, ends>>

ClearFlag(at, next) ==
  /\ pc = at
  /\ IF Mistake = "never clears" THEN UNCHANGED <<flag, stale>> ELSE flag' = FALSE /\ stale' = FALSE
  /\ Goes(next)
  /\ UNCHANGED <<word, busy, stands, canceller, runs, made, old, strange, doomed, ends>>

(* Cancellation.checkpoint *)
Look(at, next) ==
  /\ pc = at
  /\ Goes(IF word = "CANCELLING" THEN "ends" ELSE next)
  /\ UNCHANGED <<word, busy, flag, stands, canceller, runs, made, old, strange, stale, doomed, ends>>

(* Supervision.stopIfAskedTo, before a run and before each wait. *)
StopIfAskedTo ==
  IF Mistake = "looks, then clears"
  THEN \/ Look("clears", "clears 2") \/ ClearFlag("clears 2", "begins")
       \/ Look("clears to wait", "clears to wait 2") \/ ClearFlag("clears to wait 2", "pauses")
  ELSE \/ ClearFlag("clears", "looks") \/ Look("looks", "begins")
       \/ ClearFlag("clears to wait", "looks to wait") \/ Look("looks to wait", "pauses")

Begin ==
  /\ pc = "begins"
  /\ runs' = runs + 1
  /\ stands' = "RUNNING"
  /\ Goes("body")
  /\ UNCHANGED <<word, busy, flag, canceller, made, old, strange, stale, doomed, ends>>

(* The body returns or throws for its own reasons; or does so since it was *)
(* interrupted, which clears the flag; or swallows the interrupt.          *)
BodyEnds ==
  /\ pc = "body"
  /\ stale' = flag
  /\ Goes("after")
  /\ UNCHANGED <<word, busy, flag, stands, canceller, runs, made, old, strange, doomed, ends>>

BodyIsInterrupted ==
  /\ pc = "body" /\ flag
  /\ flag' = FALSE
  /\ Goes("after")
  /\ UNCHANGED <<word, busy, stands, canceller, runs, made, old, strange, stale, doomed, ends>>

BodySwallows ==
  /\ pc = "body" /\ flag /\ Swallows
  /\ flag' = FALSE
  /\ UNCHANGED <<pc, word, busy, stands, canceller, runs, made, old, strange, stale, doomed, ends>>

(* Supervision.endIfAskedTo, then RestartBudget.take.  Look and decision are    *)
(* two steps; a cancel between them is met before the next wait.                *)
EndIfAskedTo ==
  /\ pc = "after"
  /\ Goes(IF word = "CANCELLING" THEN "ends" ELSE "decides")
  /\ UNCHANGED <<word, busy, flag, stands, canceller, runs, made, old, strange, stale, doomed, ends>>

Decide ==
  /\ pc = "decides"
  /\ IF made < Allowed \/ (Mistake = "one too many" /\ made = Allowed)
     THEN made' = made + 1 /\ Goes("backs off")
     ELSE Goes("ends") /\ UNCHANGED made
  /\ UNCHANGED <<word, busy, flag, stands, canceller, runs, old, strange, stale, doomed, ends>>

(* A return that is the end by its policy. *)
ReturnIsTheEnd ==
  /\ pc = "after"
  /\ Goes("ends")
  /\ UNCHANGED <<word, busy, flag, stands, canceller, runs, made, old, strange, stale, doomed, ends>>

(* Supervision.backOff *)
BackOff ==
  /\ pc = "backs off"
  /\ stands' = "BACKING_OFF"
  /\ Goes("clears to wait")
  /\ UNCHANGED <<word, busy, flag, canceller, runs, made, old, strange, stale, doomed, ends>>

(* Supervision.pauseUntil: the time is over, or an interrupt wakes it, and it *)
(* looks whose that was.                                                      *)
PauseOver ==
  /\ pc = "pauses"
  /\ Goes("sets")
  /\ UNCHANGED <<word, busy, flag, stands, canceller, runs, made, old, strange, stale, doomed, ends>>

PauseIsInterrupted ==
  /\ pc = "pauses" /\ flag
  /\ flag' = FALSE /\ stale' = FALSE
  /\ Goes("clears to wait")
  /\ UNCHANGED <<word, busy, stands, canceller, runs, made, old, strange, doomed, ends>>

(* StateWord.endBody: not while somebody is about to interrupt; from here nobody *)
(* does, so the flag is cleared once and for all.                                *)
EndBody ==
  /\ pc = "ends" /\ (~busy \/ Mistake = "ends while busy")
  /\ word' = "ENDED" /\ flag' = FALSE /\ stale' = FALSE
  /\ Goes("publishes")
  /\ UNCHANGED <<busy, stands, canceller, runs, made, old, strange, doomed, ends>>

(* Supervision.published, Standing.to: ENDED is left no more, so told once. *)
Publish ==
  /\ pc = "publishes"
  /\ stands' = "ENDED"
  /\ ends' = ends + 1
  /\ Goes("over")
  /\ UNCHANGED <<word, busy, flag, canceller, runs, made, old, strange, stale, doomed>>

LoopGoesOn ==
  \/ SetState \/ StopIfAskedTo \/ Begin \/ BodyIsInterrupted \/ EndIfAskedTo \/ Decide
  \/ BackOff \/ PauseOver \/ PauseIsInterrupted \/ EndBody \/ Publish

-----------------------------------------------------------------------------
(* Who cancels: TaskCell.cancel and askToStop. *)

CancellerChanges(next) ==
  /\ canceller' = next
  /\ UNCHANGED <<pc, stands, runs, made, old, strange, ends>>

(* StateWord.claimCancel *)
Claim ==
  /\ canceller = "idle" /\ word = "RUNNING" /\ ~busy
  /\ busy' = TRUE
  /\ CancellerChanges("claimed")
  /\ UNCHANGED <<word, flag, stale, doomed>>

(* StateWord.toCancelling *)
ToCancelling ==
  /\ canceller = "claimed"
  /\ word' = "CANCELLING"
  /\ doomed' = IF stands = "BACKING_OFF" THEN runs ELSE -1
  /\ CancellerChanges("asked")
  /\ UNCHANGED <<busy, flag, stale>>

Interrupt ==
  /\ canceller = "asked"
  /\ flag' = TRUE
  /\ CancellerChanges("interrupted")
  /\ UNCHANGED <<word, busy, stale, doomed>>

(* StateWord.release *)
Release ==
  /\ canceller = "interrupted"
  /\ busy' = FALSE
  /\ CancellerChanges("done")
  /\ UNCHANGED <<word, flag, stale, doomed>>

CancellerGoesOn == ToCancelling \/ Interrupt \/ Release

(* Somebody who has the thread and no business with it; while it is ours. *)
Stranger ==
  /\ strange < Strangers /\ pc \notin {"publishes", "over"}
  /\ strange' = strange + 1
  /\ flag' = TRUE
  /\ UNCHANGED <<pc, word, busy, stands, canceller, runs, made, old, stale, doomed, ends>>

(* RestartBudget.take: a restart that is older than the window does not count. *)
TimePasses ==
  /\ made > 0 /\ old < Windows
  /\ made' = made - 1 /\ old' = old + 1
  /\ UNCHANGED <<pc, word, busy, flag, stands, canceller, runs, strange, stale, doomed, ends>>

-----------------------------------------------------------------------------

Next ==
  \/ LoopGoesOn \/ BodyEnds \/ BodySwallows \/ ReturnIsTheEnd
  \/ Claim \/ CancellerGoesOn \/ Stranger \/ TimePasses

(* The body goes on for ever, unless it is interrupted, or is one that crashes. *)
Fairness ==
  /\ WF_vars(LoopGoesOn) /\ WF_vars(CancellerGoesOn)
  /\ Crashes => WF_vars(BodyEnds)

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------

NoRunAfterCancelInBackOff == doomed >= 0 => runs = doomed

NoRunOnceEnded == [][(word = "ENDED" => runs' = runs)]_vars

NoInheritedInterrupt == pc = "body" => ~stale

NoInterruptAfterTheEnd == pc \in {"publishes", "over"} => ~flag

BudgetIsKept == made <= Allowed /\ runs <= 1 + made + old

EndIsToldOnce == ends <= 1 /\ (ends = 1 => stands = "ENDED")

EndedIsLeftNoMore == [][(stands = "ENDED" => stands' = "ENDED")]_vars

(* Whoever is asked to stop ends, if its body heeds interrupts. *)
StopEnds == (word = "CANCELLING") ~> (pc = "over")

(* What crashes again and again is given up. *)
CrashingEnds == <>(pc = "over")
=============================================================================
