----------------------------- MODULE Admission -----------------------------
(***************************************************************************)
(* How tasks come to one owner, wait, get a slot, are cancelled and end;   *)
(* and how that owner is resized, locked and closed meanwhile.             *)
(*                                                                         *)
(* One action is one hold of the owner's lock, or one change of a task's   *)
(* word, as its comment says.  Between two actions anybody may be delayed  *)
(* for as long as you like.                                                *)
(*                                                                         *)
(* Mistake is "none", or names one of the mistakes below: then TLC has to  *)
(* find what it breaks.                                                    *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
  Outside,      \* tasks that come from outside
  Inside,       \* tasks that are handed over by a running task of the owner
  MinLimit,     \* the owner is resized between the two; limit 0 pauses it
  MaxLimit,
  QueueBound,   \* how many accepted tasks may wait
  Drain,        \* how long closing drains: "none", "timed" or "endless"
  Grace,        \* how long it then waits: "timed" or "endless"
  Bodies,       \* "end" by themselves, "heed" an interrupt, or "ignore" it
  Mistake

Tasks == Outside \cup Inside

VARIABLES
  word,     \* StateWord of each task; ENDING is told apart by what is done of the end
  queue,    \* Admission.queue: accepted, without a slot
  waiting,  \* Admission.waiting: submissions that are not accepted yet
  running,  \* Admission.running: slots that are taken
  limit,    \* Admission.limit
  books,    \* Ledger: accepted, and not over with its callbacks
  state,    \* Lifecycle.state
  closer,   \* where Closing.shutdown stands
  sweep,    \* whom the closer is still to cancel
  told,     \* whether the signal of the closer, who waits for quiet, was fired
  late      \* for mistakes: who has looked and not acted yet

vars == <<word, queue, waiting, running, limit, books, state, closer, sweep, told, late>>

(* The words.  DROPPED, ENDING, COUNTED are ENDING in the code: cancelled     *)
(* before it began and still with its slot; body over and still with its     *)
(* slot; slot back and counted, not published.  PUBLISHED has its outcome,    *)
(* LEFT is off the books.                                                    *)
Rank(w) ==
  CASE w = "NEW" -> 0 [] w = "WAITING" -> 1 [] w = "QUEUED" -> 2 [] w = "STARTING" -> 3
    [] w = "RUNNING" -> 4 [] w = "CANCELLING" -> 5 [] w \in {"ENDING", "DROPPED"} -> 6
    [] w = "COUNTED" -> 7 [] w = "PUBLISHED" -> 8 [] w \in {"LEFT", "REFUSED"} -> 9

HasSlot(t) == word[t] \in {"STARTING", "RUNNING", "CANCELLING", "ENDING", "DROPPED"}

Without(seq, t) == SelectSeq(seq, LAMBDA u : u # t)

Init ==
  /\ word = [t \in Tasks |-> "NEW"]
  /\ queue = <<>> /\ waiting = <<>>
  /\ running = 0 /\ limit \in MinLimit..MaxLimit
  /\ books = {}
  /\ state = "OPEN"
  /\ closer = "open" /\ sweep = {} /\ told = FALSE
  /\ late = {}

-----------------------------------------------------------------------------
(* What is done in one hold of the lock: a record of what Core changes there. *)

Now == [word |-> word, queue |-> queue, waiting |-> waiting, running |-> running, books |-> books]

Becomes(s) ==
  /\ word' = s.word /\ queue' = s.queue /\ waiting' = s.waiting
  /\ running' = s.running /\ books' = s.books

(* Admission.couldAccept *)
CouldAccept(s, lim) == (s.queue = <<>> /\ s.running < lim) \/ Len(s.queue) < QueueBound

(* Core.accept *)
Accept(s, t) ==
  [s EXCEPT !.word[t] = "QUEUED", !.queue = Append(@, t), !.books = @ \cup {t}]

(* Core.pump: slots for whom there are some, and room for who waits.  A task  *)
(* that gets a slot is STARTING; its thread is started after the lock.        *)
RECURSIVE Pump(_, _)
Pump(s, lim) ==
  IF /\ s.queue # <<>> /\ s.running < lim
     /\ state # "STOPPING" \/ Mistake = "stops and starts"
  THEN Pump([s EXCEPT !.word[Head(s.queue)] = "STARTING",
                      !.queue = Tail(@), !.running = @ + 1], lim)
  ELSE IF s.waiting # <<>> /\ CouldAccept(s, lim)
  THEN Pump(Accept([s EXCEPT !.waiting = Tail(@)], Head(s.waiting)), lim)
  ELSE s

(* Core.takeIdle: fires the signal of who waits for quiet, if it is quiet. *)
TakeIdle(s) ==
  told' = (told \/ (closer \in {"drains", "waits"} /\ s.books = {} /\ s.waiting = <<>>))

IsIdle == books = {} /\ waiting = <<>>

-----------------------------------------------------------------------------
(* Tasks come in. *)

(* Lifecycle.refuses *)
Refuses(t) ==
  CASE state = "OPEN" -> FALSE
    [] state \in {"LOCKED", "CLOSING"} -> t \notin Inside
    [] OTHER -> TRUE

SomebodyHandsOver(t) ==
  t \in Outside \/ \E u \in Tasks : word[u] \in {"RUNNING", "CANCELLING"}

(* Engine.enterUntold: refused, accepted, or made to wait, in one hold. *)
Submit(t) ==
  /\ word[t] = "NEW" /\ t \notin late /\ SomebodyHandsOver(t)
  /\ IF Refuses(t)
     THEN Becomes([Now EXCEPT !.word[t] = "REFUSED"]) /\ UNCHANGED late
     ELSE IF Mistake = "looks, then accepts"
     THEN late' = late \cup {t} /\ UNCHANGED <<word, queue, waiting, running, books>>
     ELSE /\ UNCHANGED late
          /\ IF waiting = <<>> /\ CouldAccept(Now, limit)
             THEN Becomes(Pump(Accept(Now, t), limit))
             ELSE Becomes([Now EXCEPT !.word[t] = "WAITING", !.waiting = Append(@, t)])
  /\ UNCHANGED <<limit, state, closer, sweep, told>>

(* The mistake: whether it is refused was looked at in an earlier hold. *)
AcceptLate(t) ==
  /\ word[t] = "NEW" /\ t \in late
  /\ late' = late \ {t}
  /\ Becomes(Pump(Accept(Now, t), limit))
  /\ UNCHANGED <<limit, state, closer, sweep, told>>

(* Engine.awaitUntold: whoever waits is interrupted, or its time is over, and *)
(* it is not decided yet.                                                     *)
GiveUp(t) ==
  /\ word[t] = "WAITING"
  /\ IF Mistake = "goes without the lock"
     THEN /\ t \notin late /\ late' = late \cup {t}
          /\ UNCHANGED <<word, queue, waiting, running, books, told>>
     ELSE LET s == [Now EXCEPT !.word[t] = "REFUSED", !.waiting = Without(@, t)]
          IN Becomes(s) /\ TakeIdle(s) /\ UNCHANGED late
  /\ UNCHANGED <<limit, state, closer, sweep>>

(* The mistake: it saw that it was not decided, and goes, whatever it is now. *)
GoneLate(t) ==
  /\ Mistake = "goes without the lock" /\ t \in late
  /\ late' = late \ {t}
  /\ Becomes([Now EXCEPT !.word[t] = "REFUSED", !.waiting = Without(@, t)])
  /\ UNCHANGED <<limit, state, closer, sweep, told>>

-----------------------------------------------------------------------------
(* A task, on its thread. *)

(* TaskCell.run: the word alone, no lock. *)
Begin(t) ==
  /\ word[t] = "STARTING"
  /\ word' = [word EXCEPT ![t] = "RUNNING"]
  /\ UNCHANGED <<queue, waiting, running, limit, books, state, closer, sweep, told, late>>

(* StateWord.endBody *)
EndBody(t) ==
  /\ word[t] \in {"RUNNING", "CANCELLING"}
  /\ word' = [word EXCEPT ![t] = "ENDING"]
  /\ UNCHANGED <<queue, waiting, running, limit, books, state, closer, sweep, told, late>>

(* Engine.slotReturned: the slot is back, the end is counted, whoever is next *)
(* gets it.  For a task that was dropped: by whoever dropped it.              *)
SlotBack(t) ==
  /\ word[t] \in {"ENDING", "DROPPED"}
  /\ LET then == IF Mistake = "slot back twice" /\ word[t] = "DROPPED" THEN "ENDING" ELSE "COUNTED"
     IN Becomes(Pump([Now EXCEPT !.word[t] = then, !.running = @ - 1], limit))
  /\ UNCHANGED <<limit, state, closer, sweep, told, late>>

(* StateWord.publish *)
Publish(t) ==
  /\ word[t] = "COUNTED"
  /\ word' = [word EXCEPT ![t] = "PUBLISHED"]
  /\ UNCHANGED <<queue, waiting, running, limit, books, state, closer, sweep, told, late>>

(* Engine.leaveBooks, after the last callback. *)
Leave(t) ==
  /\ word[t] = "PUBLISHED"
  /\ LET s == [Now EXCEPT !.word[t] = "LEFT", !.books = @ \ {t}]
     IN Becomes(s) /\ TakeIdle(s)
  /\ UNCHANGED <<limit, state, closer, sweep, late>>

-----------------------------------------------------------------------------
(* Who steers. *)

(* TaskCell.cancel: a queued task is dropped under the lock (Engine.dropQueued), *)
(* one that is starting or running by its word.  Also if no thread can be        *)
(* started (TaskCell.failToStart): that task is dropped too.                     *)
Cancelled(t) ==
  CASE word[t] = "QUEUED" ->
         Becomes(Pump([Now EXCEPT !.word[t] = "COUNTED", !.queue = Without(@, t)], limit))
    [] word[t] = "STARTING" -> Becomes([Now EXCEPT !.word[t] = "DROPPED"])
    [] word[t] = "RUNNING" -> Becomes([Now EXCEPT !.word[t] = "CANCELLING"])
    [] OTHER -> Becomes(Now)

Cancel(t) ==
  /\ word[t] \in {"QUEUED", "STARTING", "RUNNING"}
  /\ Cancelled(t)
  /\ UNCHANGED <<limit, state, closer, sweep, told, late>>

(* Steering.resize *)
Resize ==
  /\ limit' \in (MinLimit..MaxLimit) \ {limit}
  /\ Becomes(IF Mistake = "resizes only" THEN Now ELSE Pump(Now, limit'))
  /\ UNCHANGED <<state, closer, sweep, told, late>>

(* Steering.lock and unlock *)
LockOrUnlock ==
  /\ state \in {"OPEN", "LOCKED"}
  /\ state' = IF state = "OPEN" THEN "LOCKED" ELSE "OPEN"
  /\ UNCHANGED <<word, queue, waiting, running, limit, books, closer, sweep, told, late>>

-----------------------------------------------------------------------------
(* Who closes: Ending.shutdown and Closing.shutdown. *)

ClosingChanges(next) ==
  /\ closer' = next
  /\ UNCHANGED <<word, queue, waiting, running, limit, books, late>>

AfterDraining == IF Mistake = "cancels, then refuses" THEN "chooses" ELSE "refuses"

(* Lifecycle.beginClosing *)
BeginClosing ==
  /\ closer = "open"
  /\ state' = "CLOSING"
  /\ ClosingChanges(IF Drain = "none" THEN AfterDraining ELSE "looks")
  /\ UNCHANGED <<sweep, told>>

(* Ending.awaitIdle: looks and registers its signal in one hold. *)
LookBeforeDrain ==
  /\ closer = "looks"
  /\ told' = FALSE
  /\ ClosingChanges(IF IsIdle THEN AfterDraining
                    ELSE IF Mistake = "looks, then registers" THEN "registers" ELSE "drains")
  /\ UNCHANGED <<state, sweep>>

(* The mistake: it had looked in an earlier hold. *)
RegisterLate ==
  /\ closer = "registers"
  /\ ClosingChanges("drains")
  /\ UNCHANGED <<state, sweep, told>>

DrainOver ==
  /\ closer = "drains" /\ (told \/ Drain = "timed")
  /\ ClosingChanges(AfterDraining)
  /\ UNCHANGED <<state, sweep, told>>

(* Ending.refuseAll: from here nobody is accepted, and who waits is refused. *)
RefuseAll ==
  /\ closer = "refuses"
  /\ state' = "STOPPING"
  /\ closer' = IF Mistake = "cancels, then refuses" THEN "asks" ELSE "chooses"
  /\ word' = [t \in Tasks |-> IF word[t] = "WAITING" THEN "REFUSED" ELSE word[t]]
  /\ waiting' = <<>>
  /\ UNCHANGED <<queue, running, limit, books, sweep, told, late>>

(* Steering.cancelAll: what is queued is dropped in one hold, all others are *)
(* noted.                                                                    *)
Choose ==
  /\ closer = "chooses"
  /\ word' = [t \in Tasks |-> IF word[t] = "QUEUED" THEN "COUNTED" ELSE word[t]]
  /\ queue' = <<>>
  /\ sweep' = {t \in books : word[t] # "QUEUED"}
  /\ closer' = "cancels"
  /\ UNCHANGED <<waiting, running, limit, books, state, told, late>>

(* Sweep.finish *)
CancelChosen ==
  /\ closer = "cancels"
  /\ \E t \in sweep : Cancelled(t) /\ sweep' = sweep \ {t}
  /\ UNCHANGED <<limit, state, closer, told, late>>

AllCancelled ==
  /\ closer = "cancels" /\ sweep = {}
  /\ ClosingChanges(IF Mistake = "cancels, then refuses" /\ state # "STOPPING" THEN "refuses" ELSE "asks")
  /\ UNCHANGED <<state, sweep, told>>

(* Ending.awaitIdle again *)
LookBeforeGrace ==
  /\ closer = "asks"
  /\ told' = FALSE
  /\ ClosingChanges(IF IsIdle THEN "reports" ELSE "waits")
  /\ UNCHANGED <<state, sweep>>

GraceOver ==
  /\ closer = "waits" /\ (told \/ Grace = "timed")
  /\ ClosingChanges("reports")
  /\ UNCHANGED <<state, sweep, told>>

(* Ending.close, Lifecycle.close: it returns. *)
Close ==
  /\ closer = "reports"
  /\ state' = "CLOSED"
  /\ ClosingChanges("closed")
  /\ UNCHANGED <<sweep, told>>

CloserGoesOn ==
  \/ LookBeforeDrain \/ RegisterLate \/ DrainOver \/ RefuseAll \/ Choose \/ CancelChosen
  \/ AllCancelled \/ LookBeforeGrace \/ GraceOver \/ Close

-----------------------------------------------------------------------------

TaskGoesOn(t) == Begin(t) \/ SlotBack(t) \/ Publish(t) \/ Leave(t) \/ AcceptLate(t) \/ GoneLate(t)

Next ==
  \/ \E t \in Tasks : Submit(t) \/ GiveUp(t) \/ Cancel(t) \/ EndBody(t) \/ TaskGoesOn(t)
  \/ Resize \/ LockOrUnlock
  \/ BeginClosing \/ CloserGoesOn

(* What goes on in the end.  Nobody has to submit, cancel, resize or close. *)
Fairness ==
  /\ \A t \in Tasks : WF_vars(TaskGoesOn(t))
  /\ WF_vars(CloserGoesOn)
  /\ Bodies = "end" => \A t \in Tasks : WF_vars(EndBody(t))
  /\ Bodies = "heed" => \A t \in Tasks : WF_vars(EndBody(t) /\ word[t] = "CANCELLING")

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
(* Safety. *)

SlotsAreWhole == running = Cardinality({t \in Tasks : HasSlot(t)})

QueueIsBounded == Len(queue) <= QueueBound

QueuedIsInTheQueue ==
  /\ {queue[i] : i \in DOMAIN queue} = {t \in Tasks : word[t] = "QUEUED"}
  /\ {waiting[i] : i \in DOMAIN waiting} = {t \in Tasks : word[t] = "WAITING"}

OnTheBooksWhileItLives ==
  \A t \in Tasks : t \in books <=> word[t] \notin {"NEW", "WAITING", "REFUSED", "LEFT"}

NobodyIsHeldBack ==
  state # "STOPPING" =>
    /\ ~(queue # <<>> /\ running < limit)
    /\ ~(waiting # <<>> /\ CouldAccept(Now, limit))

(* When close has returned, all that is left was asked to stop. *)
AllAskedWhenClosed ==
  closer = "closed" => \A t \in Tasks : word[t] \notin {"WAITING", "QUEUED", "STARTING", "RUNNING"}

(* A structure waits without limit: nothing is left. *)
NothingLeftWhenClosed ==
  Grace = "endless" /\ closer = "closed" => IsIdle

Starts(t) == word[t] # word'[t] /\ word'[t] = "STARTING"

AdmitsWithinLimit == [][((\E t \in Tasks : Starts(t)) => running' <= limit')]_vars

NobodyStartsOnceStopping == [][(state \in {"STOPPING", "CLOSED"} => \A t \in Tasks : ~Starts(t))]_vars

NobodyIsAcceptedOnceStopping == [][(state \in {"STOPPING", "CLOSED"} => books' \subseteq books)]_vars

WordNeverGoesBack == [][(\A t \in Tasks : Rank(word'[t]) >= Rank(word[t]))]_vars

(* Whoever waited and has gone was not accepted, and the other way round. *)
AcceptedOrGone == [][(\A t \in Tasks : word'[t] = "REFUSED" => word[t] \in {"NEW", "WAITING", "REFUSED"})]_vars

FirstComeFirstServed ==
  [][(/\ \A i, j \in DOMAIN queue :
          i < j /\ word'[queue[j]] = "STARTING" => word'[queue[i]] # "QUEUED"
     /\ \A i, j \in DOMAIN waiting :
          i < j /\ word'[waiting[j]] \in {"QUEUED", "STARTING"} => word'[waiting[i]] # "WAITING")]_vars

StateRank(s) ==
  CASE s \in {"OPEN", "LOCKED"} -> 0 [] s = "CLOSING" -> 1 [] s = "STOPPING" -> 2 [] s = "CLOSED" -> 3

ClosedForGood == [][(StateRank(state') >= StateRank(state))]_vars

(* Liveness. *)

CloseReturns == (closer # "open") ~> (closer = "closed")

AcceptedTasksEnd == \A t \in Tasks : (t \in books) ~> (t \notin books)

WaitersAreDecided == \A t \in Tasks : (word[t] = "WAITING") ~> (word[t] # "WAITING")
=============================================================================
