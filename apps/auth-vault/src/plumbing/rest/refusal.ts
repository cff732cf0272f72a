import { HttpException } from '@nestjs/common';

/** A refused request as HTTP tells it: `message` is for the caller and is sent. */
export class Refusal extends HttpException {
  constructor(
    status: number,
    readonly code: string,
    message: string,
  ) {
    super(message, status);
  }
}
