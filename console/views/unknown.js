import { html } from "../client/ui.js";
import { t } from "../client/messages.js";

export const Unknown = () => html`<h1>${t("state.unknown")}</h1><p><a href="#/">${t("nav.start")}</a></p>`;
