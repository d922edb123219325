using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using Firstlight.Pages;
using Firstlight.Workbench;

var port = new Option<int>("--port") { Description = "Port on 127.0.0.1.", DefaultValueFactory = _ => 8090 };
var data = new Option<DirectoryInfo?>("--data") { Description = "Folder that keeps the room and its devices' flash." };
var trust = new Option<FileInfo?>("--trust") { Description = "PEM file with the root that TLS devices trust." };
var example = new Option<bool>("--example") { Description = "Furnish a new room with networks and a thermostat." };
var cloudHost = new Option<string?>("--cloud-host")
{
    Description = "The cloud's host: shown, and in the devices' firmware.",
};
var cloudPort = new Option<int?>("--cloud-port") { Description = "The cloud's plain port, shown to people." };
var cloudTlsPort = new Option<int?>("--cloud-tls-port") { Description = "The cloud's TLS port, shown to people." };
var readyFile = new Option<string?>("--ready-file") { Description = "File written with the address when it is ready." };
port.Validators.Add(result =>
{
    if (result.Tokens is [var word] && !ushort.TryParse(word.Value, CultureInfo.InvariantCulture, out _))
        result.AddError("--port takes a port number, 0 to 65535.");
});
var web = new Option<string?>("--web") { Description = "Folder with the built pages." };
web.Validators.Add(result =>
{
    if (result.GetValueOrDefault<string?>() is { } folder && WebPages.FindFault(folder) is { } fault)
        result.AddError($"--web: {fault}");
});
var root = new RootCommand("A virtual room with virtual devices, over REST and server-sent events.")
{
    port,
    data,
    trust,
    example,
    cloudHost,
    cloudPort,
    cloudTlsPort,
    readyFile,
    web,
};
root.SetAction(
    (arguments, cancellation) =>
        WorkbenchProgram.RunAsync(
            new WorkbenchOptions
            {
                Port = arguments.GetValue(port),
                DataFolder = arguments.GetValue(data)?.FullName,
                TrustFile = arguments.GetValue(trust)?.FullName,
                Example = arguments.GetValue(example),
                CloudHost = arguments.GetValue(cloudHost),
                CloudPort = arguments.GetValue(cloudPort),
                CloudTlsPort = arguments.GetValue(cloudTlsPort),
                ReadyFile = arguments.GetValue(readyFile),
                WebFolder = arguments.GetValue(web) is { } folder ? Path.GetFullPath(folder) : null,
            },
            Console.Out,
            Console.Error,
            cancellation
        )
);
var parsed = root.Parse(args);
if (parsed.Errors is [var wrong, ..] && parsed.Action is not HelpAction)
    return await WorkbenchProgram.RefuseAsync(wrong.Message, Console.Error);
return await parsed.InvokeAsync();
