import { callEventsAsyncApi } from '@aftercall/wire-format';
import { Controller, Get, Header } from '@nestjs/common';
import { stringify } from 'yaml';

/** What call systems publish, and how: public, as the format is. */
@Controller()
export class AsyncApiController {
  // The schemas of shared parts are written out where they are used: readers of YAML need not know of anchors.
  private readonly document = stringify(callEventsAsyncApi(), { aliasDuplicateObjects: false, lineWidth: 0 });

  @Get('asyncapi.yaml')
  @Header('content-type', 'application/vnd.aai.asyncapi+yaml;version=3.0.0')
  asyncApi(): string {
    return this.document;
  }
}
