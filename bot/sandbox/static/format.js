/* How things are written: names, dates in the programme's own time zone, sizes; and a person's colour. */

const ZONE = "Asia/Yakutsk"; // Blagoveshchensk lives by it

const part = (options) => new Intl.DateTimeFormat("ru-RU", { timeZone: ZONE, ...options });
const clockFormat = part({ hour: "2-digit", minute: "2-digit" });
const weekdayFormat = part({ weekday: "short" });
const dayFormat = part({ day: "numeric", month: "long" });
const dayYearFormat = part({ day: "numeric", month: "long", year: "numeric" });
const yearFormat = part({ year: "numeric" });
const keyFormat = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit" });

const DAY_MS = 86_400_000;

/** «10:05» */
export const clock = (date) => clockFormat.format(date);

/** «2026-09-20», the day as people there count it. */
export const dayKey = (date) => keyFormat.format(date);

/** «пт, 20 сентября, 10:00» */
export const moment = (date) => `${weekdayFormat.format(date)}, ${dayFormat.format(date)}, ${clock(date)}`;

/** «Сегодня», «Вчера», «20 сентября», «20 сентября 2025» */
export function day(date, now) {
  const key = dayKey(date);
  if (key === dayKey(now)) return "Сегодня";
  if (key === dayKey(new Date(now.getTime() - DAY_MS))) return "Вчера";
  if (yearFormat.format(date) === yearFormat.format(now)) return dayFormat.format(date);
  return dayYearFormat.format(date).replace(/\s?г\.$/, "");
}

/** «980 Б», «14 КБ», «2,3 МБ» */
export function size(bytes) {
  if (bytes < 1024) return `${bytes} Б`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} КБ`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} МБ`;
}

/** «0:05» */
export const duration = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, "0")}`;

export const fullName = (person) => [person.first_name, person.last_name].filter(Boolean).join(" ");

/** «АИ»; one letter when there is one word; whatever stands first when there are no letters. */
export function initials(name) {
  const words = name.trim().split(/\s+/).filter((word) => /\p{L}|\p{N}/u.test(word));
  const letters = words.slice(0, 2).map((word) => word.match(/\p{L}|\p{N}/u)[0]);
  return (letters.join("") || [...name.trim()][0] || "?").toUpperCase();
}

/** +79145551234 → «+7 914 555-12-34»; anything else as it is. */
export function phoneNumber(raw) {
  const digits = String(raw ?? "").replace(/\D/g, "");
  const m = /^[78](\d{3})(\d{3})(\d{2})(\d{2})$/.exec(digits);
  return m ? `+7 ${m[1]} ${m[2]}-${m[3]}-${m[4]}` : String(raw ?? "");
}

const HUES = {
  red: 22, coral: 35, orange: 55, amber: 62, gold: 80, yellow: 90, olive: 115, moss: 128, green: 150, pine: 160,
  teal: 188, cyan: 210, blue: 248, indigo: 268, violet: 300, purple: 308, plum: 325, pink: 350, rose: 8, crimson: 15,
};
const ORDER = [248, 300, 160, 25, 62, 210, 128, 350];

/** The hue (degrees in OKLCH) of a person: from the accent's name, else by turns. */
export function hue(person, index = 0) {
  const named = HUES[String(person?.accent ?? "").toLowerCase()];
  return named ?? ORDER[index % ORDER.length];
}

export const hueOfId = (id) => ORDER[Math.abs(Number(id) || 0) % ORDER.length];
