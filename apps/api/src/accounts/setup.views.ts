/** Whether the installation waits for its first user. */
export class SetupView {
  /** True while POST /setup is open. */
  needed!: boolean;
}
