/* The phone's store: four tables of IndexedDB. Every write is on the disk when its promise is kept. */
const TABLES = ["keys", "kept", "items", "files"];
let opening = null;

const open = () => opening ??= new Promise((done, failed) => {
  const asked = indexedDB.open("yizhan", 1);
  asked.onupgradeneeded = () => {
    for (const table of TABLES) asked.result.createObjectStore(table, { keyPath: "id" });
  };
  asked.onsuccess = () => {
    asked.result.onversionchange = () => { asked.result.close(); opening = null; };
    done(asked.result);
  };
  asked.onerror = () => { opening = null; failed(asked.error); };
});

const run = async (tables, mode, act) => {
  const base = await open();
  return new Promise((done, failed) => {
    const work = base.transaction(tables, mode, { durability: "strict" });
    const asked = act(work);
    work.oncomplete = () => done(asked ? asked.result : undefined);
    work.onabort = work.onerror = () => failed(work.error || asked.error);
  });
};

export const get = (table, id) => run([table], "readonly", (work) => work.objectStore(table).get(id));
export const all = (table, range = null) => run([table], "readonly", (work) => work.objectStore(table).getAll(range));

/* Several rows of several tables, all or none, in place of those that go: [[table, row or id], …]. */
export const putAll = (rows, gone = []) => run([...new Set([...rows, ...gone].map(([table]) => table))], "readwrite", (work) => {
  for (const [table, row] of rows) work.objectStore(table).put(row);
  for (const [table, id] of gone) work.objectStore(table).delete(id);
});
export const put = (table, row) => putAll([[table, row]]);
export const drop = (table, id) => putAll([], [[table, id]]);

/* A row read, changed and written in one transaction, so that two tabs do not undo each other. */
export const change = (table, id, how) => run([table], "readwrite", (work) => {
  const rows = work.objectStore(table), asked = rows.get(id);
  asked.onsuccess = () => { const row = how(asked.result); if (row) rows.put(row); };
  return asked;
});
