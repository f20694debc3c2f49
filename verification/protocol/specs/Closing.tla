------------------------------ MODULE Closing ------------------------------
(***************************************************************************)
(* How an owner is closed together with those it has adopted: the youngest *)
(* first, itself last, all under one deadline (FamilyClosing).  Meanwhile  *)
(* others adopt, hand tasks over, and close one of them by themselves.     *)
(*                                                                         *)
(* What an owner does by itself is in Admission.tla; here it has work or   *)
(* has not.  One action is one hold of the lock of one owner: no thread    *)
(* ever holds two.                                                         *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
  Kids,     \* who may be adopted, the oldest first: a sequence
  Timed,    \* whether draining and grace may be over before all is done
  Mistake   \* "none", or what TLC has to find

Head0 == "head"
KidSet == {Kids[i] : i \in DOMAIN Kids}
Owners == KidSet \cup {Head0}

VARIABLES
  state,    \* Lifecycle.state of each
  claimed,  \* Lifecycle.isClosing, and by whom: "nobody", "family", "other"
  adopted,  \* Core.adopted of the head: a set; Kids tells who is older
  work,     \* whether it has tasks
  asked,    \* whether those were asked to stop
  pc,       \* where FamilyClosing stands
  turn,     \* whose turn it is while draining
  had,      \* who has had its turn: FamilyClosing.members
  over,     \* the time to drain is over
  other,    \* who closes one of them: "idle", "closes", "stops", "closed", "gave up"
  whose,    \* which one that is
  heard,    \* the signal of whoever waits for another's close was fired
  late      \* for a mistake: adoptions that have looked and not entered yet

vars == <<state, claimed, adopted, work, asked, pc, turn, had, over, other, whose, heard, late>>

Age(o) == IF o = Head0 THEN 0 ELSE CHOOSE i \in DOMAIN Kids : Kids[i] = o

(* The youngest of the adopted whose turn has not come; then the head. *)
NextTurn ==
  LET left == adopted \ had
  IN IF left = {} THEN Head0 ELSE CHOOSE o \in left : \A p \in left : Age(p) <= Age(o)

Init ==
  /\ state = [o \in Owners |-> "OPEN"]
  /\ claimed = [o \in Owners |-> "nobody"]
  /\ adopted = {Kids[1]}
  /\ work = [o \in Owners |-> FALSE]
  /\ asked = [o \in Owners |-> FALSE]
  /\ pc = "open" /\ turn = Head0 /\ had = {} /\ over = FALSE
  /\ other = "idle" /\ whose = Head0 /\ heard = FALSE
  /\ late = {}

-----------------------------------------------------------------------------
(* Who works. *)

Accepts(o, fromInside) == state[o] = "OPEN" \/ (state[o] = "CLOSING" /\ fromInside)

(* Engine.start: from outside, or from a task of itself or of one that is      *)
(* closed with it (Core.isInside).                                             *)
Submit(o) ==
  /\ ~work[o]
  /\ \/ Accepts(o, FALSE)
     \/ Accepts(o, o = Head0 /\ \E p \in adopted : work[p])
  /\ work' = [work EXCEPT ![o] = TRUE]
  /\ UNCHANGED <<state, claimed, adopted, asked, pc, turn, had, over, other, whose, heard, late>>

(* Its last task is off the books. *)
Rest(o) ==
  /\ work[o]
  /\ work' = [work EXCEPT ![o] = FALSE]
  /\ UNCHANGED <<state, claimed, adopted, asked, pc, turn, had, over, other, whose, heard, late>>

(* Ending.adopt and enter: under the lock of the head, unless that is claimed. *)
Adopt(o) ==
  /\ o \notin adopted /\ o \notin late /\ state[o] = "OPEN" /\ claimed[Head0] = "nobody"
  /\ IF Mistake = "looks, then adopts"
     THEN late' = late \cup {o} /\ UNCHANGED adopted
     ELSE adopted' = adopted \cup {o} /\ UNCHANGED late
  /\ UNCHANGED <<state, claimed, work, asked, pc, turn, had, over, other, whose, heard>>

AdoptLate(o) ==
  /\ o \in late /\ pc \notin {"closed"}
  /\ adopted' = adopted \cup {o} /\ late' = late \ {o}
  /\ UNCHANGED <<state, claimed, work, asked, pc, turn, had, over, other, whose, heard>>

-----------------------------------------------------------------------------
(* Somebody else who closes one of them by itself. *)

OtherClaims(o) ==
  /\ other = "idle" /\ claimed[o] = "nobody"
  /\ claimed' = [claimed EXCEPT ![o] = "other"]
  /\ state' = [state EXCEPT ![o] = IF @ = "STOPPING" THEN @ ELSE "CLOSING"]
  /\ other' = "closes" /\ whose' = o
  /\ UNCHANGED <<adopted, work, asked, pc, turn, had, over, heard, late>>

(* Ending.stop: from here it has the thread that it closes with. *)
OtherStops ==
  /\ other = "closes"
  /\ state' = [state EXCEPT ![whose] = "STOPPING"]
  /\ asked' = [asked EXCEPT ![whose] = TRUE]
  /\ other' = "stops"
  /\ UNCHANGED <<claimed, adopted, work, pc, turn, had, over, whose, heard, late>>

(* Ending.close: fires the signals of who waits for that. *)
OtherCloses ==
  /\ other = "stops" /\ ~work[whose]
  /\ state' = [state EXCEPT ![whose] = "CLOSED"]
  /\ other' = "closed" /\ heard' = TRUE
  /\ UNCHANGED <<claimed, adopted, work, asked, pc, turn, had, over, whose, late>>

(* Ending.finishAside could start no thread, Ending.giveUp: the claim is given *)
(* back, and who waits is told.                                                *)
OtherGivesUp ==
  /\ other = "closes"
  /\ claimed' = [claimed EXCEPT ![whose] = "nobody"]
  /\ other' = "gave up"
  /\ heard' = (Mistake # "gives up and tells nobody")
  /\ UNCHANGED <<state, adopted, work, asked, pc, turn, had, over, whose, late>>

OtherGoesOn == OtherStops \/ OtherCloses

-----------------------------------------------------------------------------
(* FamilyClosing. *)

Goes(next) == pc' = next

(* Ending.shutdown: claims the head, which adopts nobody any more. *)
ClaimHead ==
  /\ pc = "open" /\ claimed[Head0] = "nobody"
  /\ claimed' = [claimed EXCEPT ![Head0] = "family"]
  /\ state' = [state EXCEPT ![Head0] = "CLOSING"]
  /\ Goes("turns")
  /\ UNCHANGED <<adopted, work, asked, turn, had, over, other, whose, heard, late>>

(* drain(Member): claims the one whose turn it is, if nobody else has. *)
TakeTurn ==
  /\ pc = "turns"
  /\ turn' = NextTurn
  /\ had' = had \cup {turn'}
  /\ IF claimed[turn'] = "nobody"
     THEN /\ claimed' = [claimed EXCEPT ![turn'] = "family"]
          /\ state' = [state EXCEPT ![turn'] = IF @ = "OPEN" THEN "CLOSING" ELSE @]
     ELSE UNCHANGED <<claimed, state>>
  /\ Goes("drains")
  /\ UNCHANGED <<adopted, work, asked, over, other, whose, heard, late>>

(* It has come to rest within the time: it is stopped, and closed at once if it *)
(* is ours and not the head.  The head is closed with the sum of all; and it    *)
(* must not be stopped before all it has adopted are at rest.                   *)
AtRest(o) == ~work[o] /\ (o = Head0 => \A p \in had \ {Head0} : ~work[p])

Drained ==
  /\ pc = "drains" /\ AtRest(turn)
  /\ IF claimed[turn] = "family" /\ turn # Head0
     THEN state' = [state EXCEPT ![turn] = "CLOSED"]
     ELSE state' = [state EXCEPT ![turn] = IF @ = "CLOSED" THEN @ ELSE "STOPPING"]
  /\ asked' = [asked EXCEPT ![turn] = TRUE]
  /\ Goes(IF turn = Head0 THEN "stops" ELSE "turns")
  /\ UNCHANGED <<claimed, adopted, work, turn, had, over, other, whose, heard, late>>

DrainOver ==
  /\ pc = "drains" /\ (Timed \/ over)
  /\ over' = TRUE
  /\ Goes(IF turn = Head0 THEN "stops" ELSE "turns")
  /\ UNCHANGED <<state, claimed, adopted, work, asked, turn, had, other, whose, heard, late>>

(* Member.stop of all that have had their turn. *)
StopAll ==
  /\ pc = "stops"
  /\ IF \E o \in had : state[o] \notin {"STOPPING", "CLOSED"}
     THEN LET o == CHOOSE o \in had : state[o] \notin {"STOPPING", "CLOSED"}
          IN /\ state' = [state EXCEPT ![o] = "STOPPING"]
             /\ asked' = [asked EXCEPT ![o] = TRUE]
             /\ UNCHANGED pc
     ELSE Goes("waits") /\ UNCHANGED <<state, asked>>
  /\ UNCHANGED <<claimed, adopted, work, turn, had, over, other, whose, heard, late>>

Ours == {o \in had : claimed[o] = "family"}

(* awaitAll: each of ours is closed when it rests, the head excepted. *)
CloseOne ==
  /\ pc = "waits"
  /\ \E o \in Ours \ {Head0} :
       /\ ~work[o] /\ state[o] # "CLOSED"
       /\ state' = [state EXCEPT ![o] = "CLOSED"]
  /\ UNCHANGED <<claimed, adopted, work, asked, pc, turn, had, over, other, whose, heard, late>>

AllAtRest == \A o \in had : ~work[o]

Awaited ==
  /\ pc = "waits" /\ (AllAtRest \/ Timed)
  /\ Goes(IF Mistake = "does not wait for others" THEN "reports" ELSE "others")
  /\ UNCHANGED <<state, claimed, adopted, work, asked, turn, had, over, other, whose, heard, late>>

(* awaitOthers and Ending.awaitReport: in one hold it looks whether it is closed *)
(* or nobody closes it any more, and registers its signal if neither is so.      *)
Others == {o \in had : claimed[o] # "family" /\ state[o] # "CLOSED"}

GivenUp == {o \in Others : claimed[o] = "nobody"}

LookAtOthers ==
  /\ pc = "others"
  /\ heard' = FALSE
  /\ Goes(IF Others = {} THEN "reports"
          ELSE IF GivenUp # {} /\ Mistake # "waits for whom nobody closes" THEN "claims"
          ELSE "registered")
  /\ UNCHANGED <<state, claimed, adopted, work, asked, turn, had, over, other, whose, late>>

HearOfOthers ==
  /\ pc = "registered" /\ heard
  /\ Goes("claims")
  /\ UNCHANGED <<state, claimed, adopted, work, asked, turn, had, over, other, whose, heard, late>>

(* Member.awaitClosed: if nobody has the claim, it is ours. *)
ClaimGivenUp ==
  /\ pc = "claims"
  /\ claimed' = [o \in Owners |-> IF o \in GivenUp THEN "family" ELSE claimed[o]]
  /\ Goes("others")
  /\ UNCHANGED <<state, adopted, work, asked, turn, had, over, other, whose, heard, late>>

OthersOver ==
  /\ pc = "registered" /\ Timed
  /\ claimed' = [o \in Owners |-> IF o \in GivenUp THEN "family" ELSE claimed[o]]
  /\ Goes("reports")
  /\ UNCHANGED <<state, adopted, work, asked, turn, had, over, other, whose, heard, late>>

(* report and Ending.close: ours that are left, stragglers and all; the head last. *)
Report ==
  /\ pc = "reports"
  /\ IF \E o \in Ours \ {Head0} : state[o] # "CLOSED"
     THEN LET o == CHOOSE o \in Ours \ {Head0} : state[o] # "CLOSED"
          IN state' = [state EXCEPT ![o] = "CLOSED"] /\ UNCHANGED pc
     ELSE state' = [state EXCEPT ![Head0] = "CLOSED"] /\ Goes("closed")
  /\ UNCHANGED <<claimed, adopted, work, asked, turn, had, over, other, whose, heard, late>>

FamilyGoesOn ==
  \/ TakeTurn \/ Drained \/ DrainOver \/ StopAll \/ CloseOne \/ Awaited
  \/ LookAtOthers \/ HearOfOthers \/ ClaimGivenUp \/ OthersOver \/ Report

-----------------------------------------------------------------------------

Next ==
  \/ \E o \in Owners : Submit(o) \/ Rest(o)
  \/ \E o \in KidSet : Adopt(o) \/ AdoptLate(o) \/ OtherClaims(o)
  \/ OtherGoesOn \/ OtherGivesUp
  \/ ClaimHead \/ FamilyGoesOn

(* Bodies end once they are asked to; with a deadline they need not.  Draining  *)
(* without one ends only if they end by themselves and nobody brings more:      *)
(* strong fairness of Drained says that it rests long enough to be seen.        *)
Fairness ==
  /\ WF_vars(FamilyGoesOn) /\ SF_vars(Drained) /\ WF_vars(OtherGoesOn)
  /\ ~Timed => \A o \in Owners : WF_vars(Rest(o))

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------

StateRank(s) ==
  CASE s = "OPEN" -> 0 [] s = "CLOSING" -> 1 [] s = "STOPPING" -> 2 [] s = "CLOSED" -> 3

ClosedForGood == [][(\A o \in Owners : StateRank(state'[o]) >= StateRank(state[o]))]_vars

(* When the close has returned, nobody it has adopted is open or accepts anything. *)
NobodyIsMissed == pc = "closed" => \A o \in adopted : state[o] \in {"STOPPING", "CLOSED"}

(* Without a deadline all are closed, whoever closed them. *)
FamilyIsClosed == ~Timed /\ pc = "closed" => \A o \in adopted : state[o] = "CLOSED"

(* While it drains, an older one still accepts what the work of a younger needs; *)
(* unless somebody else has stopped it.                                          *)
OlderAcceptWhileYoungerDrain ==
  pc \in {"turns", "drains"} /\ ~over =>
    \A o \in (adopted \cup {Head0}) \ had : claimed[o] # "other" => state[o] \in {"OPEN", "CLOSING"}

(* Only whoever has the claim closes. *)
OneCloses ==
  [][(\A o \in Owners :
       state[o] # "CLOSED" /\ state'[o] = "CLOSED" =>
         claimed[o] = (IF other' # other THEN "other" ELSE "family"))]_vars

(* Who is closed within the time has no work left. *)
DrainedIsEmpty ==
  [][(\A o \in Owners :
       pc = "drains" /\ state[o] # "CLOSED" /\ state'[o] = "CLOSED" => ~work[o])]_vars

CloseReturns == (pc = "turns") ~> (pc = "closed")
=============================================================================
