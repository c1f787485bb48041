/** Bytes as gigabytes in the reader's locale, e.g. "0.9 GB". */
export function gigabytes(bytes: number): string {
  return new Intl.NumberFormat(undefined, { style: 'unit', unit: 'gigabyte', maximumFractionDigits: 1 }).format(
    bytes / 1024 ** 3,
  );
}
