/* What a link does inside a messenger: some lead to the bot itself, some ask to be passed on, the rest leave the page. */

const HOSTS = new Set(["t.me", "telegram.me", "telegram.dog"]);

/**
 * Tells links apart: {kind: "start", payload} for the bot's own (payload may be ""), {kind: "share", url, text},
 * {kind: "startgroup", payload, admin} to take the bot into a group, {kind: "invite"} for a group, {kind: "person"} for a mention, {kind: "out", href}.
 */
export function classify(href, botUsername) {
  let url;
  try {
    url = new URL(href);
  } catch {
    return { kind: "out", href };
  }
  const bot = (botUsername ?? "").toLowerCase();
  if (url.protocol === "tg:") {
    const action = url.hostname || url.pathname.replace(/^\/+/, "");
    if (action === "resolve" && url.searchParams.get("domain")?.toLowerCase() === bot) {
      return { kind: "start", payload: url.searchParams.get("start") ?? "" };
    }
    return { kind: "person" };
  }
  if (HOSTS.has(url.hostname)) {
    const path = url.pathname.replace(/^\/+|\/+$/g, "");
    if (path.toLowerCase() === bot && url.searchParams.has("startgroup")) {
      return { kind: "startgroup", payload: url.searchParams.get("startgroup") ?? "", admin: url.searchParams.has("admin") };
    }
    if (path.toLowerCase() === bot) {
      return { kind: "start", payload: url.searchParams.get("start") ?? "" };
    }
    if (path === "share/url") {
      return { kind: "share", url: url.searchParams.get("url") ?? "", text: url.searchParams.get("text") ?? "" };
    }
    if (path.startsWith("+") || path.startsWith("joinchat/")) return { kind: "invite", href };
  }
  return { kind: "out", href };
}

/** The first link to the bot among a message's text and buttons, or null. */
export function startLinkOf(message, botUsername) {
  const html = message.html ?? message.caption_html ?? "";
  const inText = [...html.matchAll(/href="([^"]+)"/g)].map((m) => m[1].replaceAll("&amp;", "&"));
  const plain = [...(message.text ?? "").matchAll(/(?:https?:\/\/)?t\.me\/\S+/g)].map((m) => m[0].replace(/^(?!http)/, "https://"));
  const inButtons = (message.buttons ?? []).flat().filter((b) => b.kind === "url").map((b) => b.url);
  for (const href of [...inText, ...plain, ...inButtons]) {
    const link = classify(href, botUsername);
    if (link.kind === "start" && link.payload) return href;
    if (link.kind === "share" && classify(link.url, botUsername).kind === "start") return link.url;
  }
  return null;
}
