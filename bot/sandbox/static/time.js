/** Instants as the acting person reads them: always in that person's zone, never in the browser's. */

const formats = new Map();

function write(instant, zone, options, locale = "en-GB") {
  const key = locale + zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }));
  return formats.get(key).format(instant);
}

const LONG = { weekday: "long", day: "numeric", month: "long" };

export const timeOf = (instant, zone) => write(instant, zone, { hour: "2-digit", minute: "2-digit" });
/** YYYY-MM-DD, which is how Canada writes its dates. */
export const dateOf = (instant, zone) => write(instant, zone, {}, "en-CA");
export const longDate = (instant, zone) => write(instant, zone, LONG).replace(",", "");
export const shortDay = (instant, zone) =>
  write(instant, zone, { weekday: "short", day: "numeric", month: "short" }).replace(",", "");
export const fullMoment = (instant, zone) => `${longDate(instant, zone)}, ${timeOf(instant, zone)}`;

/** "today", "yesterday", "tomorrow" or nothing. */
function nearDay(instant, now, zone) {
  const days = (Date.parse(dateOf(instant, zone)) - Date.parse(dateOf(now, zone))) / 86_400_000;
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[days];
}

export function dayHeading(instant, now, zone) {
  const near = nearDay(instant, now, zone);
  return near ? near[0].toUpperCase() + near.slice(1) : longDate(instant, zone);
}

/** What "2026-11-24T09:30" on the wall clock of a zone is as Slack's epoch seconds. */
export function epochOf(local, zone) {
  const wanted = Date.parse(`${local}Z`);
  let guess = wanted;
  // The second round corrects the offset where the first guess lay on the other side of a clock change.
  for (let round = 0; round < 2; round += 1) guess += wanted - Date.parse(`${localOf(guess / 1000, zone)}Z`);
  return Math.round(guess / 1000);
}

export function localOf(epoch, zone) {
  const instant = new Date(epoch * 1000);
  return `${dateOf(instant, zone)}T${timeOf(instant, zone)}`;
}

const DATES = {
  date: { day: "numeric", month: "long", year: "numeric" },
  date_short: { day: "numeric", month: "short", year: "numeric" },
  date_long: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
};

/** Slack's `<!date^epoch^{date_short_pretty} {time}|…>`; unknown tokens give nothing, so the fallback is used. */
export function slackDate(epoch, format, now, zone) {
  const instant = new Date(Number(epoch) * 1000);
  if (Number.isNaN(instant.getTime())) return null;
  let unknown = false;
  const text = format.replace(/\{(\w+)\}/g, (token, name) => {
    const plain = name.replace("_pretty", "");
    if (name === "time") return timeOf(instant, zone);
    if (name === "time_secs") return write(instant, zone, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
    if (name === "date_num") return dateOf(instant, zone);
    if (name === "ago") return ago(instant, now);
    if (name === "day_divider_pretty") return dayHeading(instant, now, zone);
    if (!DATES[plain]) unknown = true;
    const near = name.endsWith("_pretty") && nearDay(instant, now, zone);
    return near || (DATES[plain] ? write(instant, zone, DATES[plain]).replace(",", "") : token);
  });
  return unknown ? null : text;
}

function ago(instant, now) {
  const minutes = Math.round((now - instant) / 60_000);
  const [amount, unit] = Math.abs(minutes) < 60 ? [minutes, "minute"]
    : Math.abs(minutes) < 1440 ? [Math.round(minutes / 60), "hour"] : [Math.round(minutes / 1440), "day"];
  return new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" }).format(-amount, unit);
}
