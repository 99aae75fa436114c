/** Sends one file. Not `fetch`: only this way the browser tells how much of it has gone. */

/**
 * The server's answer, or null when there was none (no connection, not logged in any more).
 * @param {string} address
 * @param {Blob} content
 * @param {string} name
 * @param {{signal: AbortSignal, onProgress: (percent: number) => void}} options
 * @returns {Promise<{id?: number, name?: string, error?: string} | null>}
 */
export function upload(address, content, name, { signal, onProgress }) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(Math.floor((event.loaded * 100) / event.total));
    };
    request.onload = () => {
      try {
        done(JSON.parse(request.responseText));
      } catch {
        done(null);
      }
    };
    request.onerror = () => done(null);
    request.onabort = () => done(null);
    signal.addEventListener("abort", () => request.abort());
    const form = new FormData();
    form.append("file", content, name);
    request.send(form);
  });
}
