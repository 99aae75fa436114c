/** A photo of a phone made small enough to be sent over a school's network, and readable still. */

const LIGHT = 1_500_000;
const LONGEST_SIDE = 2400;
const SENT_AS_IS = new Set(["image/jpeg", "image/png", "image/webp"]);

/**
 * The file itself, or a smaller JPEG of it; also what the server cannot read but this browser can.
 * @param {File} file
 * @returns {Promise<Blob>}
 */
export async function lighter(file) {
  if (!file.type.startsWith("image/")) return file;
  if (SENT_AS_IS.has(file.type) && file.size <= LIGHT) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return made ?? file;
  } catch {
    return file;
  }
}
