// Makes a photo small enough to wait on a phone, and leaves place, time and device of it behind.

const LONGEST_SIDE = 1600;
const QUALITY = 0.82;

// A JPEG of at most 1600 points along its longer side; the file itself where this browser can't read it, which the
// server then cleans or refuses.
export async function shrink(file) {
  try {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const small = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    return small ?? file;
  } catch (error) {
    console.info("the photo is kept as it is:", error.message);
    return file;
  }
}
