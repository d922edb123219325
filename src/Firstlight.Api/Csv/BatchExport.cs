using Firstlight.Activation;
using Firstlight.Core;

namespace Firstlight.Api;

/// <summary>How a batch shall leave, and which of its units.</summary>
/// <param name="Format">The form.</param>
/// <param name="Images">What pictures in a zip are called.</param>
/// <param name="Paper">What labels are printed on.</param>
/// <param name="Skip">Labels of the first page that are used up.</param>
/// <param name="First">The first unit's number.</param>
/// <param name="Last">The last unit's number; null takes all that follow.</param>
/// <param name="Title">What labels call the product; null takes the template's name.</param>
internal sealed record BatchExport(
    BatchFormat Format,
    ImageNames Images,
    LabelPaper Paper,
    int Skip,
    int First,
    int? Last,
    string? Title
)
{
    private const int TitleCharactersMax = 60;

    /// <summary>Reads an address's words; what is left out has a default.</summary>
    public static Outcome<BatchExport> Read(
        string? format,
        string? images,
        string? paper,
        int? skip,
        int? from,
        int? to,
        string? title
    )
    {
        var kind = BatchFormat.Csv;
        if (format is not null && !Word.TryRead(format, out kind))
            return Refusal.Invalid("format", Word.Expected<BatchFormat>());
        var names = ImageNames.Number;
        if (images is not null && !Word.TryRead(images, out names))
            return Refusal.Invalid("images", Word.Expected<ImageNames>());
        var sheet = LabelPaper.L7160;
        if (paper is not null && !Word.TryRead(paper, out sheet))
            return Refusal.Invalid("paper", Word.Expected<LabelPaper>());
        var labels = LabelGrid.Of(sheet).PerPage;
        if (skip < 0 || skip >= labels)
            return Refusal.Invalid(
                "skip",
                $"This paper has {labels} labels; 0 to {labels - 1} of them can be skipped."
            );
        if (from is < 1 or > StaticBatch.CountMax)
            return Refusal.Invalid("from", $"A unit's number is 1 to {StaticBatch.CountMax:N0}.");
        if (to < (from ?? 1) || to > StaticBatch.CountMax)
            return Refusal.Invalid("to", $"The last number is 'from' to {StaticBatch.CountMax:N0}.");
        return new BatchExport(kind, names, sheet, skip ?? 0, from ?? 1, to, title?.Trim());
    }

    /// <summary>What does not go together with a batch; null when all does.</summary>
    public Refusal? FindFault(StaticBatch batch)
    {
        if (First > batch.Count)
            return Refusal.Invalid("from", $"The batch has {batch.Count:N0} units.");
        if (Title is null)
            return null;
        if (Title.Length is 0 or > TitleCharactersMax)
            return Refusal.Invalid(
                "title",
                $"A label's title has 1 to {TitleCharactersMax} characters. Give a 'title'."
            );
        return LabelFont.FindUnprintable(Title) is { } unknown
            ? Refusal.Invalid(
                "title",
                $"The labels' font has no U+{unknown.Value:X4}. Give a 'title' in letters of Western Europe."
            )
            : null;
    }
}
