/** One plain page that says what it is: the demo's guide is there to be downloaded, not to be read. */
export function guidePdf(): Buffer {
  const lines = [
    'Good coffee at work',
    'A guide by Maré Alta Coffee',
    '',
    'Machines that last, beans that please twelve people,',
    'and what a cup really costs.',
  ];
  const text = lines
    .map(
      (line, index) =>
        `${index === 0 ? '/F1 28 Tf' : '/F1 14 Tf'} (${line}) Tj 0 ${index === 0 ? -34 : -20} Td`,
    )
    .join('\n');
  const page = `BT 72 720 Td\n${text}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(page, 'latin1')} >>\nstream\n${page}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let body = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const trailer = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + trailer, 'latin1');
}
