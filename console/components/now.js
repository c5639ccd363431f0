import { html, useEffect, useState } from "../client/ui.js";
import { clock, now } from "../client/live.js";
import { language } from "../client/messages.js";

export function Now({ zone = "UTC", style = "short" }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const shown = new Intl.DateTimeFormat(language.value === "de" ? "de" : "en-GB", { dateStyle: "medium", timeStyle: style, timeZone: zone });
  return html`<time datetime=${clock.value === null ? undefined : now().toISOString()}>${shown.format(now())} ${zone}</time>`;
}
