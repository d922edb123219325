using System.Text.RegularExpressions;

namespace Firstlight.Architecture.Tests;

/// <summary>
/// A room shows its door, its ports and their records; how it does its work is its own affair. So the public classes are
/// options, faults and registrations, and the few below.
/// </summary>
public sealed partial class PublicSurfaceTests
{
    // Words and pure rules that a door's caller needs; no state, nothing that acts.
    private static readonly string[] SharedWords =
    [
        "AuditActions",
        "DatastreamRules",
        "DeviceNames",
        "PageCursor",
        "ProvisioningSteps",
        "Schemes",
        "UpdateEvents",
        "UpdateSteps",
        "WebhookEventTypes",
    ];

    // What an operator does with a room alone, while the cloud is stopped.
    private static readonly string[] OperatorsDoors = ["DatabaseCopy"];

    // The hasher of the platform asks for a class with settable fields.
    private static readonly string[] Entities = ["Person"];

    // What holds a secret is no record: a record would print it.
    private static readonly string[] HoldersOfSecrets = ["NewAccount", "OpenedBatch", "StaticTokenSecrets"];

    // What fills a device's ports on a board with Linux, and what the board's program needs beside them.
    private static readonly string[] BoardParts =
    [
        "BoardInventory",
        "BundleSlots",
        "BundleUpdater",
        "KernelButton",
        "KernelLight",
        "LinuxBoard",
        "NetworkManagerRadio",
        "ServiceExitCodes",
        "ServiceNotifier",
        "SystemRestart",
        "WiredRadio",
    ];

    public static TheoryData<string> Rooms =>
        [
            "Accounts",
            "Devices",
            "Activation",
            "Fleet",
            "Gateway",
            "Api",
            "Storage",
            "Cluster",
            "Webhooks",
            "Edgent.Linux",
        ];

    [Theory, MemberData(nameof(Rooms))]
    public void A_room_keeps_its_workings_to_itself(string room) =>
        Repository.Project(room).Sources().SelectMany(source => Leaks(source.Path, source.Text)).ShouldBeEmpty();

    [Theory]
    [InlineData("public sealed class SqliteFleetStore : IFleetStore")]
    [InlineData("public class ClaimService")]
    [InlineData("public static class Helpers")]
    [InlineData("public abstract partial class SessionBase")]
    public void The_rule_sees(string line) => Leaks("Any.cs", line).ShouldNotBeEmpty();

    [Theory]
    [InlineData("public sealed class FleetOptions")]
    [InlineData("public static class FleetRegistration")]
    [InlineData("public sealed class DatabaseRefusedException(string message) : Exception(message);")]
    [InlineData("public sealed record Device")]
    [InlineData("public interface IFleet")]
    [InlineData("internal sealed class Fleet : IFleet")]
    [InlineData("public static class DeviceHttpApi { public static void Map(this IEndpointRouteBuilder routes) { } }")]
    public void The_rule_lets_pass(string text) => Leaks("Any.cs", text).ShouldBeEmpty();

    private static IEnumerable<string> Leaks(string path, string text) =>
        PublicClass()
            .Matches(string.Join('\n', Repository.CodeLines(text)))
            .Select(match => match.Groups["name"].Value)
            .Where(name => !IsDoor(name, text))
            .Select(name => $"{path}: public class {name}");

    private static bool IsDoor(string name, string text) =>
        name.EndsWith("Options", StringComparison.Ordinal)
        || name.EndsWith("Exception", StringComparison.Ordinal)
        || DoorMethod().IsMatch(text)
        || name.EndsWith("Registration", StringComparison.Ordinal)
        || SharedWords.Contains(name, StringComparer.Ordinal)
        || OperatorsDoors.Contains(name, StringComparer.Ordinal)
        || Entities.Contains(name, StringComparer.Ordinal)
        || HoldersOfSecrets.Contains(name, StringComparer.Ordinal)
        || BoardParts.Contains(name, StringComparer.Ordinal);

    [GeneratedRegex(
        @"^public\s+(?:(?:static|sealed|abstract|partial)\s+)*class\s+(?<name>\w+)",
        RegexOptions.Multiline
    )]
    private static partial Regex PublicClass();

    [GeneratedRegex(
        @"\(\s*this\s+(?:IServiceCollection|IEndpointRouteBuilder|IWebHostBuilder|IHostApplicationBuilder|WebApplicationBuilder|WebApplication)\b"
    )]
    private static partial Regex DoorMethod();
}
