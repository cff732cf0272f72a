import { flowDocumentJsonSchema } from '@aftercall/flow-model';
import { Controller, Get, Header } from '@nestjs/common';

/** The JSON Schema of flow documents, for editors and generators: public, as the format is. */
@Controller('schemas')
export class FlowSchemaController {
  private readonly schema = flowDocumentJsonSchema();

  @Get('flow-document.v1.json')
  @Header('content-type', 'application/schema+json; charset=utf-8')
  flowDocument(): object {
    return this.schema;
  }
}
