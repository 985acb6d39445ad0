/* Encryption at rest: AES-GCM under 256 bits, each sealed box bound to the place it is kept in. */
const text = new TextEncoder(), read = new TextDecoder();

export const bytesOf = (value) => value instanceof Uint8Array ? value : new Uint8Array(value);
export const fromBase64 = (value) => Uint8Array.from(
  atob(value.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
export const randomBytes = (number) => crypto.getRandomValues(new Uint8Array(number));

export const dataKey = (raw) =>
  crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);

export const sealBytes = async (key, about, bytes) => {
  const iv = randomBytes(12);
  const how = { name: "AES-GCM", iv, additionalData: text.encode(about) };
  return { iv, bytes: await crypto.subtle.encrypt(how, key, bytes) };
};
export const openBytes = async (key, about, box) => bytesOf(await crypto.subtle.decrypt(
  { name: "AES-GCM", iv: box.iv, additionalData: text.encode(about) }, key, box.bytes));

/* A sealed box as one text, and back. */
export const asText = ({ iv, bytes }) =>
  btoa([...iv, ...bytesOf(bytes)].map((one) => String.fromCharCode(one)).join(""));
export const asBox = (value) => {
  const bytes = fromBase64(value);
  return { iv: bytes.subarray(0, 12), bytes: bytes.subarray(12) };
};

export const seal = (key, about, value) => sealBytes(key, about, text.encode(JSON.stringify(value)));
export const unseal = async (key, about, box) => JSON.parse(read.decode(await openBytes(key, about, box)));

export const sha256 = async (bytes) => [...bytesOf(await crypto.subtle.digest("SHA-256", bytes))]
  .map((one) => one.toString(16).padStart(2, "0")).join("");
