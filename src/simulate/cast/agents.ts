export const CONSOLE_AGENT =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36";

export const FIREFOX_AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/** The command line tool, version 2, as CloudTrail records it. */
export function cliAgent(os: string, command: string): string {
  return `aws-cli/2.27.41 md/awscrt#0.26.1 ua/2.1 os/${os} md/arch#x86_64 lang/python#3.13.4 md/pyimpl#CPython cfg/retry-mode#standard md/command#${command}`;
}

export const LAMBDA_AGENT =
  "aws-sdk-nodejs/3.826.0 ua/2.1 os/linux#5.10.236 lang/js#20.19.1 md/nodejs#20.19.1 exec-env/AWS_Lambda_nodejs20.x";

export const JAVA_AGENT =
  "aws-sdk-java/2.31.63 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.140 lang/java#21.0.7 md/OpenJDK_64-Bit_Server_VM#21.0.7+6-LTS md/vendor#Amazon.com_Inc. cfg/auth-source#imds m/D,N";

export const PYTHON_AGENT =
  "Boto3/1.38.36 md/Botocore#1.38.36 ua/2.1 os/linux#6.1.140-154.222.amzn2023.x86_64 md/arch#x86_64 lang/python#3.12.11 md/pyimpl#CPython m/Z,b cfg/retry-mode#legacy Botocore/1.38.36";

export const TERRAFORM_AGENT =
  "APN/1.0 HashiCorp/1.0 Terraform/1.12.2 (+https://www.terraform.io) terraform-provider-aws/5.99.1 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.36.4 ua/2.1 os/linux lang/go#1.23.8";
