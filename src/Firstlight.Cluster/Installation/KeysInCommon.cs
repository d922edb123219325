using System.Globalization;
using Firstlight.Core;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Firstlight.Cluster.Installation;

/// <summary>
/// Programs at one database have the same keys, or do not start: each proves at its start that it can open what the keys of the installation seal.
/// </summary>
/// <remarks>
/// The platform makes a new key every 90 days, on one of the nodes, and seals with it two days later. Each hour a node that runs adds the proof of what it has made,
/// and says what it has not been given.
/// </remarks>
internal sealed class KeysInCommon(
    KeyPlace place,
    IInstallationMarks marks,
    IKeyManager keys,
    IDataProtectionProvider protection,
    TimeProvider time,
    ILogger<KeysInCommon> logger
) : BackgroundService
{
    /// <summary>What marks of keys are called in the database.</summary>
    public const string Kind = "key";

    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (keys.GetAllKeys().Count == 0)
            await MakeFirstAsync(cancellationToken);
        var held = Held();
        var all = await marks.JoinAsync(Kind, Proofs(held), cancellationToken);
        if (Missing(all, held) is { Count: > 0 } missing)
            throw new NotOfInstallationException(
                missing.Count == all.Count ? place.DescribeOthers() : place.Describe(missing)
            );
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Interval, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends.
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            var held = Held();
            var all = await marks.AddAsync(Kind, Proofs(held), cancellation);
            foreach (var name in Missing(all, held))
                Log.KeyNotHere(logger, KeyPlace.FileOf(name), place.Folder);
        }
        catch (Exception fault)
            when (fault is StorageUnavailableException or IOException or UnauthorizedAccessException)
        {
            Log.KeysNotCompared(logger, fault.Message);
        }
    }

    // A program that is refused must not have made keys: somebody would have to tell them from those that count.
    private async Task MakeFirstAsync(CancellationToken cancellation)
    {
        if (await marks.ListAsync(Kind, cancellation) is { Count: > 0 })
            throw new NotOfInstallationException(place.DescribeNone());
        protection.CreateProtector(nameof(KeysInCommon)).Protect([]);
    }

    private Dictionary<string, IKey> Held() =>
        keys.GetAllKeys().Where(KeyProof.IsWhole).ToDictionary(KeyProof.NameOf, StringComparer.Ordinal);

    private static List<InstallationMark> Proofs(Dictionary<string, IKey> held) => [.. held.Values.Select(KeyProof.Of)];

    private static List<string> Missing(IReadOnlyList<InstallationMark> all, Dictionary<string, IKey> held) =>
        [
            .. all.Where(mark => !held.TryGetValue(mark.Name, out var key) || !KeyProof.IsOf(key, mark))
                .Select(mark => mark.Name),
        ];
}

/// <summary>Where this program has its keys, and what to say when they are not those of the installation.</summary>
internal sealed record KeyPlace(string Folder)
{
    private const string Source = "from the folder 'keys' in the data folder of a node that serves, or of a backup";
    private const string Lost = "Only if they are lost for good: Firstlight.Cloud forget-keys.";

    public static string FileOf(string name) => string.Create(CultureInfo.InvariantCulture, $"key-{name}.xml");

    public string DescribeNone() =>
        $"{Folder} is empty, and this installation has keys. Copy them there {Source}. {Lost}";

    public string DescribeOthers() =>
        $"the keys in {Folder} are not those of this installation. Move them away, and copy those there {Source}. {Lost}";

    public string Describe(IEnumerable<string> missing) =>
        $"of the keys of this installation {string.Join(", ", missing.Select(FileOf))} is not in {Folder}, or damaged there. Copy it {Source}. {Lost}";
}
