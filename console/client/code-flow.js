// The authorization-code flow with PKCE (RFC 7636) for a stage on AWS. Nothing but the proof waits in the tab's storage.
const PROOF = "console.proof";
const base64url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));
const here = () => `${location.origin}${location.pathname}`;

export async function begin({ authorize, clientId, scope }) {
  const verifier = random();
  const state = random();
  sessionStorage.setItem(PROOF, JSON.stringify({ verifier, state, hash: location.hash }));
  const challenge = base64url(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier)));
  location.assign(
    `${authorize}?${new URLSearchParams({
      response_type: "code",
      client_id: clientId,
      redirect_uri: here(),
      scope,
      state,
      code_challenge: challenge,
      code_challenge_method: "S256",
    })}`,
  );
}

// What the sign-in page has sent back goes from the address at once, and the view that was asked for is there again.
export function cameBack() {
  const answered = new URLSearchParams(location.search);
  const proof = JSON.parse(sessionStorage.getItem(PROOF) ?? "null");
  sessionStorage.removeItem(PROOF);
  if (proof === null || answered.get("state") !== proof.state) return null;
  history.replaceState(null, "", here() + proof.hash);
  dispatchEvent(new Event("hashchange"));
  return { code: answered.get("code"), verifier: proof.verifier };
}

export async function finish({ code, verifier }, { token, clientId }) {
  const form = {
    grant_type: "authorization_code",
    client_id: clientId,
    code,
    redirect_uri: here(),
    code_verifier: verifier,
  };
  const answer = await fetch(token, { method: "POST", body: new URLSearchParams(form) });
  return answer.ok ? answer.json() : null;
}

// Without this the sign-in page would know the person still, and let in whoever comes next.
export const end = ({ signOut, clientId }) =>
  location.assign(`${signOut}?${new URLSearchParams({ client_id: clientId, logout_uri: here() })}`);
