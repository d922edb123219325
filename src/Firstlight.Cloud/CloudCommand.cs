using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using System.Net;
using Firstlight.Pages;

namespace Firstlight.Cloud;

/// <summary>The command line of the cloud: options in, <see cref="CloudOptions"/> out. Exit codes: docs/operate/exit-codes.md.</summary>
internal static class CloudCommand
{
    private const int FloodLimitDefault = 50;

    /// <summary>The command line is wrong.</summary>
    public const int WrongOption = 2;

    private const string Forever = "forever";

    public static async Task<int> RunAsync(string[] arguments, Func<CloudOptions, CancellationToken, Task<int>> run)
    {
        var data = new Option<string>("--data")
        {
            Description = "Folder for database, keys and certificates",
            DefaultValueFactory = _ => "data",
        };
        var listen = new Option<string>("--listen")
        {
            Description = "Address to listen on; 0.0.0.0 for a whole network",
            DefaultValueFactory = _ => "127.0.0.1",
        };
        var port = new Option<int>("--port")
        {
            Description = "Plain port; 0 picks a free one",
            DefaultValueFactory = _ => 8080,
        };
        var tlsPort = new Option<string>("--tls-port")
        {
            Description = "TLS port; 0 picks a free one, 'off' for none",
            DefaultValueFactory = _ => "8443",
        };
        var extraPlain = new Option<string[]>("--also-plain")
        {
            Description = "Further plain end point, such as 0.0.0.0:80",
        };
        var extraTls = new Option<string[]>("--also-tls")
        {
            Description = "Further TLS end point, such as 0.0.0.0:443",
        };
        var certificate = new Option<string?>("--certificate")
        {
            Description = "PEM certificate chain; reloaded when it changes",
        };
        var key = new Option<string?>("--certificate-key") { Description = "PEM private key" };
        var publicHost = new Option<string?>("--public-host") { Description = "Name or address that devices are told" };
        var ownerEmail = new Option<string?>("--owner-email")
        {
            Description = "First owner; or FIRSTLIGHT_OWNER_EMAIL",
        };
        var ownerPassword = new Option<string?>("--owner-password")
        {
            Description = "First owner's password; or FIRSTLIGHT_OWNER_PASSWORD",
        };
        var flood = new Option<string>("--flood-limit")
        {
            Description = "Messages a second per device, or 'off'",
            DefaultValueFactory = _ => FloodLimitDefault.ToString(CultureInfo.InvariantCulture),
        };
        var lifetime = new Option<TimeSpan?>("--pending-token-lifetime")
        {
            Description = "How long an unused token lives, such as 7.00:00:00",
        };

        var keepPoints = KeepOption(
            "--keep-values",
            "How long values of devices are kept, such as 30, in days, or 'forever'",
            30
        );
        var keepMinutes = KeepOption(
            "--keep-minutes",
            "How long what each minute came to is kept, in days, or 'forever'",
            400
        );

        var privateWebhooks = new Option<bool>("--private-webhooks")
        {
            Description = "Webhooks may reach loopback and private addresses, there also by http",
        };
        var example = new Option<bool>("--example") { Description = "Make the example template in an empty cloud" };
        var web = new Option<string?>("--web")
        {
            Description = "Folder with the built pages; default: wwwroot beside the program, if it is there",
        };

        // Validators read the words themselves: asking the result for a value it cannot convert would throw.
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var word])
                CheckPort(ParsePort(word.Value), "--port", result.AddError);
        });
        tlsPort.Validators.Add(result =>
        {
            var text = result.GetValueOrDefault<string>();
            if (text != "off")
                CheckPort(ParsePort(text), "--tls-port", result.AddError);
        });
        listen.Validators.Add(result =>
        {
            if (!IPAddress.TryParse(result.GetValueOrDefault<string>(), out _))
                result.AddError("--listen takes an IP address, such as 127.0.0.1 or 0.0.0.0.");
        });
        flood.Validators.Add(result =>
        {
            var text = result.GetValueOrDefault<string>();
            if (
                text != "off"
                && !(
                    int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
                    && limit is >= 1 and <= 1_000_000
                )
            )
                result.AddError("--flood-limit takes messages a second, 1 to 1000000, or 'off'.");
        });
        lifetime.Validators.Add(result =>
        {
            if (
                result.Tokens is [var word]
                && !(
                    TimeSpan.TryParse(word.Value, CultureInfo.InvariantCulture, out var span)
                    && span >= TimeSpan.FromSeconds(1)
                    && span <= TimeSpan.FromDays(366)
                )
            )
                result.AddError("--pending-token-lifetime takes one second to 366 days, such as 7.00:00:00.");
        });
        web.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } folder && WebPages.FindFault(folder) is { } fault)
                result.AddError($"--web: {fault}");
        });
        foreach (var endPoints in new[] { extraPlain, extraTls })
        {
            endPoints.Validators.Add(result =>
            {
                foreach (var text in result.GetValueOrDefault<string[]>() ?? [])
                {
                    if (!IPEndPoint.TryParse(text, out var endPoint) || endPoint.Port == 0)
                        result.AddError($"'{text}' is not an address with a port, such as 0.0.0.0:80.");
                }
            });
        }

        var command = new RootCommand("The Firstlight cloud: gives devices their identity and keeps them connected.")
        {
            data,
            listen,
            port,
            tlsPort,
            extraPlain,
            extraTls,
            certificate,
            key,
            publicHost,
            ownerEmail,
            ownerPassword,
            flood,
            lifetime,
            keepPoints,
            keepMinutes,
            privateWebhooks,
            example,
            web,
        };
        var mail = new MailArguments();
        mail.AddTo(command);
        var moved = new MovedArguments();
        moved.AddTo(command);
        var devices = new DeviceArguments();
        devices.AddTo(command);
        var database = new DatabaseArgument();
        database.AddTo(command);
        var node = new NodeArguments();
        node.AddTo(command);
        var proxies = new ProxyArguments();
        proxies.AddTo(command);
        var operation = new OperationArguments();
        operation.AddTo(command);
        var sources = new OptionSources();
        sources.AddTo(command);
        command.Subcommands.Add(ResetLinkCommand.Create(data, database, sources));
        command.Subcommands.Add(ForgetKeysCommand.Create(database, sources));
        command.Subcommands.Add(DatabaseCommand.Create());
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var mailSettings = mail.Read(parsed, out var fault);
                if (fault is not null)
                    return await RefuseAsync(fault);
                var movedTo = moved.Read(parsed, out fault);
                if (fault is not null)
                    return await RefuseAsync(fault);
                var nodeSettings = node.Read(parsed, database.Read(parsed), out fault);
                if (fault is not null)
                    return await RefuseAsync(fault);
                return await run(
                    new CloudOptions
                    {
                        DataFolder = Path.GetFullPath(parsed.GetValue(data)!),
                        ListenAddress = IPAddress.Parse(parsed.GetValue(listen)!),
                        Port = parsed.GetValue(port),
                        TlsPort = parsed.GetValue(tlsPort) is "off" ? null : ParsePort(parsed.GetValue(tlsPort)),
                        ExtraPlain = EndPoints(parsed.GetValue(extraPlain)),
                        ExtraTls = EndPoints(parsed.GetValue(extraTls)),
                        CertificateFile = parsed.GetValue(certificate),
                        CertificateKeyFile = parsed.GetValue(key),
                        PublicHost = parsed.GetValue(publicHost),
                        Proxies = proxies.Read(parsed),
                        OwnerEmail = parsed.GetValue(ownerEmail),
                        OwnerPassword = parsed.GetValue(ownerPassword),
                        FloodLimit = parsed.GetValue(flood) is "off"
                            ? null
                            : int.Parse(parsed.GetValue(flood)!, CultureInfo.InvariantCulture),
                        Devices = devices.Read(parsed),
                        PendingTokenLifetime = parsed.GetValue(lifetime),
                        Operation = operation.Read(parsed),
                        PointsKept = Days(parsed.GetValue(keepPoints)),
                        MinutesKept = Days(parsed.GetValue(keepMinutes)),
                        PrivateWebhooks = parsed.GetValue(privateWebhooks),
                        Example = parsed.GetValue(example),
                        WebFolder = CloudOptions.FindWebFolder(parsed.GetValue(web)),
                        Mail = mailSettings,
                        MovedTo = movedTo,
                        Database = database.Read(parsed),
                        Node = nodeSettings,
                    },
                    cancellation
                );
            }
        );
        ParseResult parsedLine;
        try
        {
            parsedLine = command.Parse(sources.Complete(command, arguments));
        }
        catch (OptionsRefusedException refused)
        {
            return await RefuseAsync(refused.Message);
        }

        if (parsedLine.Errors is [var wrong, ..] && parsedLine.Action is not HelpAction)
            return await RefuseAsync(sources.Describe(wrong));

        // The host itself turns SIGTERM and Ctrl-C into an orderly stop.
        return await parsedLine.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static Option<string> KeepOption(string name, string description, int days)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            DefaultValueFactory = _ => days.ToString(CultureInfo.InvariantCulture),
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not Forever and var text && !TryDays(text, out _))
                result.AddError($"{name} takes a number of days, 1 to 36500, or '{Forever}'.");
        });
        return option;
    }

    private static bool TryDays(string? text, out int days) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out days) && days is >= 1 and <= 36_500;

    private static TimeSpan? Days(string? text) => TryDays(text, out var days) ? TimeSpan.FromDays(days) : null;

    private static async Task<int> RefuseAsync(string wrong)
    {
        await Console.Error.WriteLineAsync($"The cloud cannot start: {wrong} --help lists the options.");
        return WrongOption;
    }

    private static IReadOnlyList<IPEndPoint> EndPoints(string[]? texts) => [.. (texts ?? []).Select(IPEndPoint.Parse)];

    private static int ParsePort(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : -1;

    private static void CheckPort(int port, string option, Action<string> addError)
    {
        if (port is < 0 or > IPEndPoint.MaxPort)
            addError($"{option} takes a port number, 0 to 65535.");
    }
}
