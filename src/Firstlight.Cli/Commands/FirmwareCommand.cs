using System.CommandLine;
using Firstlight.Cli.Firmware;

namespace Firstlight.Cli.Commands;

/// <summary><c>firstlight firmware …</c>: what is in a firmware file, a file for each unit, and signed updates. Needs no cloud.</summary>
internal static class FirmwareCommand
{
    public static Command Create(CommandRunner run) =>
        new("firmware", "Firmware files: what is in one, one for each unit, and signed updates.")
        {
            Inspect(run),
            Stamp(run),
            Key(run),
            Bundle(run),
        };

    private static Command Inspect(CommandRunner run)
    {
        var file = new Argument<string>("file") { Description = "The firmware file." };
        var key = new Option<string?>("--key")
        {
            Description = "The maker's public key, to check a bundle's signature with.",
            HelpName = "FILE",
        };
        var command = new Command("inspect", "Tell a file's type, version, area for units' values, and checks.")
        {
            file,
            key,
        };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var path = call.Value(file);
                var content = await FirmwareFile.ReadAsync(path, cancellation);
                using var trusted = await BundleInspection.ReadKeyAsync(call.Value(key), cancellation);
                if (BundleInspection.TryOpen(path, content, trusted, out var bundle))
                {
                    bundle.Tell(call);
                    return bundle.IsWhole ? ExitCodes.Ok : ExitCodes.FileUnusable;
                }

                var inspection = new Inspection(path, content);
                inspection.Tell(call);
                return inspection.IsWhole ? ExitCodes.Ok : ExitCodes.FileUnusable;
            }
        );
        return command;
    }

    private static Command Stamp(CommandRunner run)
    {
        var options = new StampOptions();
        var command = new Command("stamp", "Make each unit's file from one: its token, host, port and network.")
        {
            options.Image,
        };
        foreach (var option in options.All)
            command.Add(option);
        run.Set(command, (call, cancellation) => new StampRun(call, options).RunAsync(cancellation));
        return command;
    }

    private static Command Key(CommandRunner run)
    {
        var path = new Argument<string>("file")
        {
            Description = "The private key to write; the public one is written beside it, with .pub behind its name.",
        };
        var command = new Command("key", "Make the pair of keys that updates are signed with.") { path };
        run.Set(command, (call, cancellation) => BundleKeyRun.RunAsync(call, call.Value(path), cancellation));
        return command;
    }

    private static Command Bundle(CommandRunner run)
    {
        var options = new BundleOptions();
        var command = new Command("bundle", "Make a signed update for devices on Linux from a folder.")
        {
            options.Folder,
            options.Out,
        };
        foreach (var option in options.All)
            command.Add(option);
        run.Set(command, (call, cancellation) => new BundleRun(call, options).RunAsync(cancellation));
        return command;
    }
}
