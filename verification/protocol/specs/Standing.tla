------------------------------ MODULE Standing ------------------------------
(***************************************************************************)
(* How the changes of one supervised thing are told to its listener: in    *)
(* order, never two at once, none left untold, the end last and once.      *)
(* Several threads change it and tell; one action is one hold of           *)
(* Standing.lock, or one call of the listener.                             *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
  Tellers,   \* threads that change it
  Most,      \* how many changes there are at most, the end included
  Mistake    \* "none", or what TLC has to find

VARIABLES
  changes,   \* how many there were; the last one may be the end
  ended,     \* whether it was
  untold,    \* Standing.untold
  telling,   \* Standing.telling
  at,        \* where each thread stands: "idle", "looks", "tells", "leaves"
  mine,      \* what each thread is telling
  told       \* what the listener has heard

vars == <<changes, ended, untold, telling, at, mine, told>>

Init ==
  /\ changes = 0 /\ ended = FALSE
  /\ untold = <<>> /\ telling = FALSE
  /\ at = [t \in Tellers |-> "idle"] /\ mine = [t \in Tellers |-> 0]
  /\ told = <<>>

(* Standing.to and ready *)
Change(t) ==
  /\ at[t] = "idle" /\ ~ended /\ changes < Most
  /\ changes' = changes + 1
  /\ ended' \in {FALSE, TRUE}
  /\ changes' = Most => ended'
  /\ untold' = Append(untold, changes')
  /\ at' = [at EXCEPT ![t] = "looks"]
  /\ UNCHANGED <<telling, mine, told>>

(* Standing.tell: takes the next, unless somebody is at it. *)
Take(t) ==
  /\ at[t] = "looks"
  /\ IF untold = <<>> \/ (telling /\ Mistake # "tells beside another")
     THEN at' = [at EXCEPT ![t] = "idle"] /\ UNCHANGED <<untold, telling, mine>>
     ELSE /\ mine' = [mine EXCEPT ![t] = Head(untold)]
          /\ untold' = Tail(untold)
          /\ telling' = TRUE
          /\ at' = [at EXCEPT ![t] = "tells"]
  /\ UNCHANGED <<changes, ended, told>>

(* The listener is called, without a lock. *)
Tell(t) ==
  /\ at[t] = "tells"
  /\ told' = Append(told, mine[t])
  /\ at' = [at EXCEPT ![t] = "leaves"]
  /\ UNCHANGED <<changes, ended, untold, telling, mine>>

(* And looks again: what came meanwhile was left to it. *)
Leave(t) ==
  /\ at[t] = "leaves"
  /\ telling' = FALSE
  /\ at' = [at EXCEPT ![t] = IF Mistake = "does not look again" THEN "idle" ELSE "looks"]
  /\ UNCHANGED <<changes, ended, untold, mine, told>>

Next == \E t \in Tellers : Change(t) \/ Take(t) \/ Tell(t) \/ Leave(t)

Spec == Init /\ [][Next]_vars /\ \A t \in Tellers : WF_vars(Take(t) \/ Tell(t) \/ Leave(t))

-----------------------------------------------------------------------------

ToldInOrder == \A i \in DOMAIN told : told[i] = i

NeverTwoAtOnce == Cardinality({t \in Tellers : at[t] = "tells"}) <= 1

AllIsTold == (untold # <<>>) ~> (untold = <<>>)

EndIsToldLast == ended ~> (told # <<>> /\ told[Len(told)] = changes)
=============================================================================
