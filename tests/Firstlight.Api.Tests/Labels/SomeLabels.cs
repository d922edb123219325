using System.Runtime.CompilerServices;

namespace Firstlight.Api.Tests.Labels;

/// <summary>Labels without a batch.</summary>
internal static class SomeLabels
{
    public static async IAsyncEnumerable<Label> Make(
        int count,
        string title,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (var number = 1; number <= count; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new Label
            {
                Title = title,
                Number = $"No. {number:D7}",
                Content = $"sqr_{number:D32}+1",
                ClaimCode = "HVX2FD-78SWB5-ZJ7428",
            };
        }

        await Task.CompletedTask;
    }
}
