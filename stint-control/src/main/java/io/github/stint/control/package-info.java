/**
 * See and steer the tasks of a running application from outside. {@link io.github.stint.control.ControlServer} is its part in
 * the application, {@link io.github.stint.control.ControlClient} the one of whoever looks,
 * {@link io.github.stint.control.ControlSockets} finds the applications of this user, and the values that are seen are in
 * {@link io.github.stint.control.view}. What goes between the two, described here, is made to be typed by hand too:
 * {@code nc -U SOCKET}. {@code docs/protocol.md} shows it at work.
 *
 * <h2>Lines</h2>
 *
 * <p>Both sides send lines that end in a line feed. Each is one JSON object in UTF-8, no field of which comes twice, nested 64
 * deep at most. Whole numbers are below 2^63. A field that is null is one that is left out.
 *
 * <p>The first line is the server's: {@code {"stint":1,"name":"shop","pid":4711,"role":"view"}}. The number is the version of
 * this protocol. Within one version fields, verbs and codes may be added, and nothing else changes: a client leaves alone what
 * it does not know.
 *
 * <h2>Requests and answers</h2>
 *
 * <p>A request names a verb, and may have a number: {@code {"id":7,"verb":"stats","owner":"crawler"}}. One without has its
 * place among the requests of the connection: 1, 2, 3. The answer carries that number, and either {@code "ok"} with what was
 * asked for, or {@code "error"} with a code and a message for people:
 *
 * <pre>{@code
 * {"id":7,"ok":{…}}
 * {"id":7,"error":{"code":"unknown-owner","message":"no open owner is named 'crawler'"}}
 * }</pre>
 *
 * <p>The codes are those of {@link io.github.stint.control.view.ErrorCode}. An error without a number concerns the connection,
 * which is closed after it. A request with an argument that its verb does not know is refused: nothing is ignored. Requests of
 * one connection are answered one after the other, except those that wait, {@code drain} and {@code close}, which are answered
 * when they are done. Whoever closes their half of the connection still gets the answers, but for those two, and watches no
 * more.
 *
 * <h2>Who may come in, and what they may do</h2>
 *
 * <p>At a Unix socket, processes of the user who runs the application. Over TCP the first request has to be
 * {@code {"verb":"auth","token":"…"}}, at most 1 024 bytes long; anything else is {@code unauthorized} and closes the connection.
 * The role is {@code view}, {@code operate} or {@code admin}; each may do what those before it may.
 *
 * <h2>Verbs</h2>
 *
 * <table>
 *   <caption>All there are. Arguments in brackets may be left out.</caption>
 *   <tr><th>verb</th><th>role</th><th>arguments</th><th>answer</th></tr>
 *   <tr><td>{@code auth}</td><td>–</td><td>token</td><td>the first line again, with the role of the token</td></tr>
 *   <tr><td>{@code owners}</td><td>view</td><td></td><td>{@code owners}: a manager before what it has adopted</td></tr>
 *   <tr><td>{@code stats}</td><td>view</td><td>owner</td><td>that owner</td></tr>
 *   <tr><td>{@code tasks}</td><td>view</td><td>[owner, where, sort, limit]</td><td>{@code matching}: how many;
 *       {@code tasks}: the first of them</td></tr>
 *   <tr><td>{@code show}</td><td>view</td><td>owner, task</td><td>{@code task}, {@code stack}, {@code cause},
 *       {@code service}, {@code ended}</td></tr>
 *   <tr><td>{@code tree}</td><td>view</td><td>[owner, limit]</td><td>{@code owners}, each with its {@code owners} and
 *       {@code groups}</td></tr>
 *   <tr><td>{@code services}</td><td>view</td><td>[owner]</td><td>{@code services}: what is supervised</td></tr>
 *   <tr><td>{@code ended}</td><td>view</td><td>[owner, where, after, limit]</td><td>{@code tasks}: the latest, in order of
 *       their ends; {@code dropped}: how many more there were</td></tr>
 *   <tr><td>{@code times}</td><td>view</td><td>[owner]</td><td>{@code times}: percentiles of each group</td></tr>
 *   <tr><td>{@code warnings}</td><td>view</td><td></td><td>{@code warnings}: what looks wrong</td></tr>
 *   <tr><td>{@code handlers}</td><td>view</td><td></td><td>{@code handlers}: what may be called</td></tr>
 *   <tr><td>{@code watch}</td><td>view</td><td>[owner, where, sort, limit, every, tasks, ended, warnings]</td>
 *       <td>{@code watch}: its number; then events, see below</td></tr>
 *   <tr><td>{@code unwatch}</td><td>view</td><td>watch</td><td>no events come after it</td></tr>
 *   <tr><td>{@code cancel}</td><td>operate</td><td>one of task, group (with owner) and where; [owner, dry, why]</td>
 *       <td>{@code matching}, {@code requested}; with {@code "dry":true} it only counts</td></tr>
 *   <tr><td>{@code resize}</td><td>operate</td><td>owner, size, [why]</td><td>{@code from}, {@code to}</td></tr>
 *   <tr><td>{@code lock}, {@code unlock}</td><td>operate</td><td>owner, [why]</td><td>{@code state}</td></tr>
 *   <tr><td>{@code pause}, {@code resume}</td><td>operate</td><td>owner, [why]</td><td>{@code from}, {@code to}: the
 *       limits</td></tr>
 *   <tr><td>{@code drain}</td><td>operate</td><td>owner, [within, why]</td><td>{@code idle}: whether all had ended in time;
 *       {@code stats}. Locks the owner first, and leaves it locked</td></tr>
 *   <tr><td>{@code flush}</td><td>operate</td><td>owner, [why]</td><td>the ended tasks that the pool had kept</td></tr>
 *   <tr><td>{@code workers}</td><td>operate</td><td>owner, one of start, stop and size, [why]</td><td>{@code started} or
 *       {@code stopped}: ids; {@code size}</td></tr>
 *   <tr><td>{@code restart}</td><td>operate</td><td>owner, service, [why]</td><td>{@code interrupted}: how many</td></tr>
 *   <tr><td>{@code submit}</td><td>admin</td><td>handler, [args, name, why]</td><td>{@code owner}, {@code task},
 *       {@code name}</td></tr>
 *   <tr><td>{@code map}</td><td>admin</td><td>handler, each, [group, concurrency, why]</td><td>{@code owner}, {@code name}:
 *       the group. Nothing is begun if one of {@code each} is wrong</td></tr>
 *   <tr><td>{@code close}</td><td>admin</td><td>owner, [drain, grace, why]</td><td>how it was closed</td></tr>
 * </table>
 *
 * <p>Times are numbers of milliseconds. {@code limit} is 100 if it is not given, and 2 000 at most. {@code sort} is one of those
 * of {@link io.github.stint.control.view.SortBy}. {@code why} has 200 characters at most; it goes into the audit, and a
 * cancelled task tells it, with who asked. An owner without a limit has no {@code limit}.
 *
 * <h2>Filters</h2>
 *
 * <p>{@code where} is a list of conditions with blanks between them, all of which hold: {@code age>5s state=running
 * group=probes name~fetch.*}. A value with blanks stands in double quotes.
 *
 * <ul>
 *   <li>{@code age}, {@code waited}, {@code ran}, compared by {@code = != < <= > >=} with a time: {@code 500ms}, {@code 5s},
 *       {@code 1.5m}, {@code 2h}; also {@code ns}, {@code us} and {@code d}. The age is the sum of the two others.
 *   <li>{@code id}, compared likewise with a number.
 *   <li>{@code state}, by {@code =} or {@code !=}: {@code queued}, {@code running}, {@code cancelling}, and of ended tasks
 *       {@code succeeded}, {@code failed}, {@code cancelled}.
 *   <li>{@code owner}, {@code group}, {@code name}, by {@code =} and {@code !=}, or by {@code ~} and {@code !~} with a regular
 *       expression that is found somewhere in it. The name is the full one, {@code owner/group/name#id}; {@code =} and
 *       {@code !=} take the one the task was given as well.
 * </ul>
 *
 * <h2>Watching</h2>
 *
 * <p>After the answer to {@code watch} come events with its number, {@code {"id":9,"event":{…}}}, as
 * {@link io.github.stint.control.view.Change} describes them: the first tells all there is, each further one what is different
 * from what was told before. {@code every} is the time between two looks, 1 000 if it is not given. {@code "tasks":true} watches
 * the first {@code limit} tasks that match; a task has changed if its state has. {@code "ended":true} tells of ended tasks,
 * {@code "warnings":true} of what looks wrong. A client that does not read makes nobody wait: looks are left out meanwhile, and
 * {@code dropped} tells how many, and how many ended tasks were forgotten before they were told.
 *
 * <h2>Bounds</h2>
 *
 * <p>A request has 64 KiB at most, an answer 1 MiB. There are 64 connections; when all are taken, a newcomer takes the place of
 * the one that has been there longest without a request that was carried out. The first request has to come within ten seconds,
 * each must be complete ten seconds after its first byte, and a connection that neither asks nor watches is closed after five
 * minutes. So is one that reads nothing for ten seconds though something waits for it.
 */
@NullMarked
package io.github.stint.control;

import org.jspecify.annotations.NullMarked;
