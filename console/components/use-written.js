// What somebody wrote, once they pause.
import { useEffect, useState } from "../client/ui.js";

const PAUSE_MS = 250;

export function useWritten(value) {
  const [written, setWritten] = useState(value);
  const shown = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setWritten(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return written;
}
