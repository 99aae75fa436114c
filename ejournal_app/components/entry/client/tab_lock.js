/**
 * One tab at a time empties the outbox. Sending twice would do no harm (the server carries an id
 * out once), so a lock that a sleeping tab does not give back is taken from it.
 */

const PATIENCE_MS = 8000;
const LEASE_MS = 3000;

/**
 * Run `work` while no other tab of this browser runs its own.
 * @param {string} name
 * @param {(held: () => boolean) => Promise<void>} work  asks `held()` before each further step
 */
export async function withTabLock(name, work) {
  if (!navigator.locks) return withLease(name, work);
  const patient = await request(name, work, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!patient) await request(name, work, { steal: true });
}

/** @returns {Promise<boolean>} whether the work ran */
async function request(name, work, options) {
  let running = null;
  let held = true;
  const run = () => (running = work(() => held));
  try {
    await navigator.locks.request(name, options, run);
  } catch {
    if (!running) return false;
    // Taken over by another tab: the step under way ends as it will.
    held = false;
    await running;
  }
  return true;
}

const me = Math.random().toString(36).slice(2);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Web Locks exist only on secure pages; in a school's own network without TLS a lease in the
 * storage does. It is kept a little after the work, so that a row of entries pays for it once.
 */
async function withLease(name, work) {
  const slot = `${name}.lease`;
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(slot) ?? "null");
    } catch {
      return null;
    }
  };
  const mine = () => read()?.tab === me;
  const renew = () => {
    try {
      localStorage.setItem(slot, JSON.stringify({ tab: me, until: Date.now() + LEASE_MS }));
    } catch {
      // Without storage there is nothing that two tabs could share.
    }
  };
  while (!mine()) {
    const lease = read();
    if (!lease || lease.until < Date.now()) {
      renew();
      await sleep(20 + Math.random() * 20);
      if (!read()) break;
    } else {
      await sleep(100);
    }
  }
  renew();
  const timer = setInterval(() => mine() && renew(), LEASE_MS / 3);
  try {
    await work(() => !read() || mine());
  } finally {
    clearInterval(timer);
  }
}
