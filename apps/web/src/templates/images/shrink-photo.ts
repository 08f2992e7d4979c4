/** Twice the width of an email: sharp on any screen. */
const MAX_WIDTH = 1_200;
const QUALITY = 0.88;

/**
 * A photo as an email needs it: at most 1,200 pixels wide, upright, and without what the camera wrote into it (the place, the device). Other pictures stay as
 * they are: an animation would stand still, and small drawings would grow.
 */
export async function shrinkPhoto(file: File): Promise<File> {
  if (file.type !== 'image/jpeg') return file;
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (!bitmap) return file;
  const scale = Math.min(1, MAX_WIDTH / bitmap.width);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  return blob ? new File([blob], file.name, { type: 'image/jpeg' }) : file;
}
