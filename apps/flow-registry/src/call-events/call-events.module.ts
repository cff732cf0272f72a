import { Module } from '@nestjs/common';
import { AsyncApiController } from './rest/async-api.controller.ts';

@Module({ controllers: [AsyncApiController] })
export class CallEventsModule {}
