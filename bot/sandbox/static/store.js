/** What the page knows: the server's state, what the person is looking at, and the gestures sent to the server. */

export let state = null;

/** `place` is {kind: "channel", id} or {kind: "home"}; everything here is the page's own and survives updates. */
export const ui = {
  as: null, place: null, thread: null, online: true, busy: new Set(), errors: {}, toasts: [], menu: null, confirm: null,
  editing: null, newSince: {}, highlighted: null, hints: !remembered("firebreak.hints-seen"), inspector: null,
};

let redraw = () => {};
let drawing = false;
let fetching = null;
let stale = false;
let stream = null;

export function onChange(callback) {
  redraw = callback;
}

export function changed() {
  if (drawing) return;
  drawing = true;
  queueMicrotask(() => {
    drawing = false;
    redraw();
  });
}

export async function call(path, body, method = body ? "POST" : "GET") {
  const init = { method, headers: { "Content-Type": "application/json" }, body: body && JSON.stringify(body) };
  const answer = await fetch(`/_sandbox/${path}`, init);
  return answer.json();
}

/** Fetches the newest state; calls while one is under way lead to exactly one more. */
export function refresh() {
  if (fetching) {
    stale = true;
    return fetching;
  }
  fetching = fetchState().finally(() => {
    fetching = null;
    if (stale) {
      stale = false;
      refresh();
    }
  });
  return fetching;
}

async function fetchState() {
  const asked = ui.as;
  try {
    const answer = await call(`state${asked ? `?as=${encodeURIComponent(asked)}` : ""}`);
    if (asked !== ui.as) {
      stale = true;
      return;
    }
    ui.online = true;
    noticeOthers(state, answer);
    state = answer;
    ui.as = answer.me;
  } catch {
    ui.online = false;
  }
  changed();
}

/** Others got a message: say so, or a newcomer would wait for it in the wrong chair. */
function noticeOthers(before, after) {
  const unreadBefore = new Map(before?.people.map((each) => [each.id, each.unread]));
  const news = after.people.filter((each) =>
    !each.is_bot && each.id !== after.me && each.unread > (unreadBefore.get(each.id) ?? Infinity));
  if (!news.length) return;
  const names = news.map(firstName);
  const listed = names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} others` : names.join(", ");
  const visit = { label: `Be ${names[0]}`, run: () => become(news[0].id) };
  toast(`New for ${listed}.`, visit);
}

export async function start() {
  const named = new URLSearchParams(location.hash.slice(1)).get("as") ?? remembered("firebreak.as");
  await refresh();
  const person = state?.people.find((each) => each.name === named || each.id === named);
  await become(person?.id ?? state?.me);
}

export async function become(id) {
  const wasInDm = Boolean(ui.place) && ui.place.id === botDm()?.id;
  Object.assign(ui, { as: id, menu: null, confirm: null, editing: null, thread: null, newSince: {}, toasts: [] });
  stream?.close();
  stream = new EventSource(`/_sandbox/stream${id ? `?as=${encodeURIComponent(id)}` : ""}`);
  stream.onmessage = () => refresh();
  stream.onerror = () => {
    ui.online = false;
    changed();
  };
  stream.onopen = () => refresh();
  await refresh();
  while (fetching) await fetching;
  if (!state) return;
  history.replaceState(null, "", `#as=${me().name}`);
  keep("firebreak.as", me().name);
  goTo(counterpart(wasInDm));
}

/** Where the former person was, as the new one has it: everybody has a Home and a direct message of their own. */
function counterpart(wasInDm) {
  if (ui.place?.kind === "home") return ui.place;
  if (wasInDm && botDm()) return { kind: "channel", id: botDm().id };
  return channel(ui.place?.id)?.is_member ? ui.place : { kind: "channel", id: firstPlace() };
}

const firstPlace = () => (state.channels.find((each) => each.is_member && each.kind !== "im") ?? state.channels[0])?.id;

export function goTo(place, { thread = null, highlighted = null } = {}) {
  Object.assign(ui, { place, thread, highlighted, menu: null, editing: null, newSince: {} });
  if (place.kind === "home") act({ do: "home" });
  else markNew(place.id);
  changed();
}

/** Remembers where the unread ones begin before they are marked as read. */
function markNew(id) {
  const unread = channel(id)?.unread ?? 0;
  const others = messagesIn(id).filter((message) => message.user !== state.me);
  if (unread) ui.newSince = { [id]: others.at(-Math.min(unread, others.length))?.ts };
}

let lastRead = "";

/** Tells the server that what is on the screen has been read; once per newest message, whatever it answers. */
export function markRead() {
  const here = ui.place?.kind === "channel" && channel(ui.place.id);
  if (!here?.unread || document.visibilityState !== "visible") return;
  const newest = `${state.me} ${here.id} ${here.unread} ${messagesIn(here.id).at(-1)?.ts}`;
  if (newest === lastRead) return;
  lastRead = newest;
  call("act", { as: state.me, do: "read", channel: here.id }).catch(() => {});
}

/** Sends one gesture; `busy` names the control that waits for it. The sentence of a refusal is shown. */
export async function act(gesture, busy = null) {
  if (busy) ui.busy.add(busy);
  ui.toasts = ui.toasts.filter((note) => note.kind !== "bad");
  changed();
  let answer;
  try {
    answer = await call("act", { as: ui.as, ...gesture });
    if (!answer.ok) toast(answer.error || "That did not work.", null, "bad");
  } catch {
    answer = { ok: false };
    toast("The sandbox did not answer. Is it still running?", null, "bad");
  }
  await refresh();
  if (busy) ui.busy.delete(busy);
  changed();
  return answer;
}

export async function moveClock(preset) {
  const stuck = { ok: false, error: "The clock did not move." };
  const answer = await call("clock", { preset, as: ui.as }).catch(() => stuck);
  if (!answer.ok) toast(answer.error, null, "bad");
  await refresh();
}

let toasted = 0;

export function toast(text, action = null, kind = "plain") {
  const note = { id: (toasted += 1), text, action, kind };
  ui.toasts = [...ui.toasts.filter((each) => each.text !== text), note].slice(-3);
  setTimeout(() => dismiss(note.id), kind === "bad" ? 9000 : 6000);
  changed();
}

export function dismiss(id) {
  ui.toasts = ui.toasts.filter((each) => each.id !== id);
  changed();
}

export const person = (id) => state.people.find((each) => each.id === id);
export const channel = (id) => state?.channels.find((each) => each.id === id);
export const me = () => person(state.me);
export const now = () => new Date(state.clock.now);
export const firstName = (someone) => someone.real_name.split(" ")[0];
export const nameOf = (id) => person(id)?.real_name ?? id;
export const botDm = () => state?.channels.find((each) => each.kind === "im" && each.with === state.bot);
const everything = (id) => state.messages[id] ?? [];
export const messagesIn = (id) => everything(id).filter((each) => !each.thread_ts || each.thread_ts === each.ts);
export const repliesTo = (id, ts) => everything(id).filter((each) => each.thread_ts === ts && each.ts !== ts);
export const channelName = (it) => (it.kind === "im" ? nameOf(it.with) : it.name);

export function setHints(shown) {
  ui.hints = shown;
  if (!shown) keep("firebreak.hints-seen", "yes");
  changed();
}

// Storage may be forbidden in private windows; then the page forgets, and works. The persona belongs to the tab.
function storage(key) {
  return key === "firebreak.as" ? sessionStorage : localStorage;
}

function remembered(key) {
  try {
    return storage(key).getItem(key);
  } catch {
    return null;
  }
}

function keep(key, value) {
  try {
    storage(key).setItem(key, value);
  } catch {
    return;
  }
}
