using Firstlight.Activation;
using Firstlight.Core;

namespace Firstlight.Api.Tests.Csv;

public sealed class BatchExportTests
{
    [Fact]
    public void What_is_left_out_has_a_default()
    {
        var export = BatchExport.Read(null, null, null, null, null, null, null).Value;

        export.ShouldBe(new BatchExport(BatchFormat.Csv, ImageNames.Number, LabelPaper.L7160, 0, 1, null, null));
    }

    [Theory]
    [InlineData("docx", null, null, null, null, null, "format")]
    [InlineData("zip", "Secret", null, null, null, null, "images")]
    [InlineData("pdf", null, "A4", null, null, null, "paper")]
    [InlineData("pdf", null, "l7160", 21, null, null, "skip")]
    [InlineData("pdf", null, "L7160", -1, null, null, "skip")]
    [InlineData("pdf", null, "Roll62x29", 1, null, null, "skip")]
    [InlineData("csv", null, null, null, 0, null, "from")]
    [InlineData("csv", null, null, null, 1_000_001, null, "from")]
    [InlineData("csv", null, null, null, 5, 4, "to")]
    [InlineData("csv", null, null, null, null, 0, "to")]
    public void A_word_that_does_not_fit_is_named(
        string? format,
        string? images,
        string? paper,
        int? skip,
        int? from,
        int? to,
        string field
    ) => BatchExport.Read(format, images, paper, skip, from, to, null).Refusal!.Field.ShouldBe(field);

    [Theory]
    [InlineData(8, "Meter", "from")]
    [InlineData(1, "", "title")]
    [InlineData(1, "Чайник", "title")]
    [InlineData(7, "Meter", null)]
    [InlineData(1, null, null)]
    public void What_does_not_go_with_a_batch_is_named(int from, string? title, string? field)
    {
        var batch = new StaticBatch(
            new StaticBatchId(1),
            OrganisationId.Root,
            default,
            "Batch",
            Count: 7,
            Made: 7,
            StaticBatchState.Ready,
            new StaticTokenId(1),
            [],
            null,
            new UserId(1),
            default
        );
        var export = BatchExport.Read("pdf", null, null, null, from, null, title).Value;

        export.FindFault(batch)?.Field.ShouldBe(field);
        (export.FindFault(batch) is null).ShouldBe(field is null);
    }
}
