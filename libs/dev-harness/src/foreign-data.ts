/** A server's data was made by a release that ours cannot follow. Nothing was changed in it. */
export class ForeignData extends Error {
  readonly folder: string;

  /** @param why - completes "… cannot be used: it …" */
  constructor(folder: string, why: string) {
    super(`${folder} cannot be used: it ${why}`);
    this.name = 'ForeignData';
    this.folder = folder;
  }
}
