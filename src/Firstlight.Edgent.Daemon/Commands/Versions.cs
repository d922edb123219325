using Firstlight.Edgent.Linux;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Daemon;

/// <summary>Which version of the program this is, and whether it proves itself: the first login does.</summary>
internal sealed class Versions : IDisposable
{
    private const string UpdateEvent = "sys_ota";
    private readonly ILogger _log;
    private string? _returned;

    private Versions(BundleSlots slots, StartedProgram started, ILogger log)
    {
        (Slots, Started, _log) = (slots, started, log);
        _returned = started.Returned;
    }

    public BundleSlots Slots { get; }

    public StartedProgram Started { get; }

    /// <summary>
    /// Chooses the version that is to run. When that is another one, this process becomes it, and nothing after this call happens
    /// in the old one.
    /// </summary>
    public static async Task<Versions> ChooseAsync(
        DaemonConfig config,
        IReadOnlyList<string> words,
        ILogger log,
        CancellationToken cancellation
    )
    {
        var slots = new BundleSlots(
            new SlotSettings
            {
                Folder = Path.Combine(config.Board.StateFolder, "versions"),
                PackagedVersion = config.Product.FirmwareVersion,
                Type = config.Product.FirmwareType ?? config.Product.TemplateId,
                TrustedKey = config.UpdatesKey,
            },
            log
        );
        return new Versions(slots, await slots.ChooseProgramAsync(words, cancellation), log);
    }

    /// <summary>The product as this version of it reports itself.</summary>
    public EdgentOptions Describe(EdgentOptions product) =>
        product with
        {
            FirmwareVersion = Started.Version,
            Build = Started.Build ?? product.Build,
        };

    /// <summary>It has logged in: the version is good. What was tried before it and came to nothing is told once.</summary>
    public async ValueTask ProveAsync(ICloud cloud)
    {
        await Slots.ConfirmAsync(CancellationToken.None);
        if (_returned is not { } failed)
            return;
        _returned = null;
        Log.ReturnTold(_log, failed, Started.Version);
        await cloud.LogEventAsync(UpdateEvent, $"Version {failed} did not prove itself; {Started.Version} runs again");
    }

    public void Dispose() => Slots.Dispose();
}
